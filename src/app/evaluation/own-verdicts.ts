import type { Verdict } from '../../contracts/verdict';
import { shuffled } from '../../evaluation/shuffled';
import type { History } from '../../history/history';
import { messageGone } from '../../history/message-gone';
import type { Corrections } from '../corrections';
import type { MailResults } from '../mail-results';
import type { MailRows } from '../mail-rows';
import { readMessages } from '../read-messages';
import type { OwnVerdicts } from './own-verdicts-api';

/** How many mails the user is asked about. */
const VERDICTS_WANTED = 30;

interface OwnVerdictsParts {
  readonly history: History;
  readonly results: MailResults;
  readonly rows: MailRows;
  readonly corrections: () => Promise<Corrections>;
}

export function createOwnVerdicts({ history, results, rows, corrections }: OwnVerdictsParts): OwnVerdicts {
  return {
    wanted: VERDICTS_WANTED,
    async draw() {
      const judged = new Set((await history.verdicts.all()).map(({ id }) => id));
      const open = rows
        .current()
        .filter(({ id, category, source }) => category !== null && source !== 'user' && !judged.has(id));
      // So that nobody can tell from the order how sure Deskside was.
      return shuffled(
        systematicSample(
          [...open].sort((a, b) => a.confidence - b.confidence),
          Math.max(0, VERDICTS_WANTED - judged.size),
        ),
        Math.random,
      ).map(({ id }) => id);
    },
    async judge(id, label) {
      const { triage } = await results.get(id);
      if (!triage) throw messageGone();
      const { category, urgent, confidence } = triage;
      const verdict: Verdict = {
        ...{ id, ...label },
        said: { category, urgent, confidence },
        madeAt: new Date().toISOString(),
      };
      await history.verdicts.put(verdict);
    },
    takeBack: (id) => history.verdicts.delete(id),
    async judged() {
      const verdicts = (await history.verdicts.all()).sort((a, b) => a.madeAt.localeCompare(b.madeAt));
      const messages = await readMessages(
        history,
        verdicts.map(({ id }) => id),
      );
      const messageIds = new Map(messages.map(({ id, messageId }) => [id, messageId]));
      return verdicts.map(({ id, category, urgent, said }) => {
        const row = rows.get(id);
        const messageId = messageIds.get(id);
        const title = row
          ? `${row.senderName || row.senderAddress}: ${row.subject || 'No subject'}`
          : 'A deleted mail';
        return {
          ...{ id, title, said },
          expected: { category, urgent },
          ...(messageId === undefined ? {} : { messageId }),
        };
      });
    },
    async teach() {
      const { correct } = await corrections();
      const differing = (await history.verdicts.all()).filter(
        ({ id, category, urgent, said }) =>
          // What the user said of a mail since then goes before.
          (rows.get(id) ?? { source: 'user' }).source !== 'user' &&
          (category !== said.category || urgent !== said.urgent),
      );
      for (const { id, category, urgent } of differing) await correct(id, { category, urgent });
      return differing.length;
    },
    clear: () => history.verdicts.clear(),
  };
}

/** Every n-th item from a random start: each is as likely as any other, and the sample is spread evenly over the order of the items. */
export function systematicSample<T>(
  items: readonly T[],
  size: number,
  random: () => number = Math.random,
): readonly T[] {
  if (items.length <= size) return items;
  const step = items.length / size;
  const start = random() * step;
  return Array.from({ length: size }, (_, index) => items[Math.floor(start + index * step)]).flatMap(
    (item) => item ?? [],
  );
}
