import * as v from 'valibot';
import type { DraftVersion } from '../../contracts/voice';
import type { History } from '../../history/history';
import { draftVersionsId } from '../../history/mail-row-ids';
import type { Clock } from '../../platform/clock';

/** So many are enough to find one's way back; older ones go. */
const MOST_VERSIONS = 20;

const Versions = v.array(v.object({ id: v.string(), at: v.string(), before: v.string(), text: v.string() }));

export interface DraftVersions {
  all(messageId: string): Promise<readonly DraftVersion[]>;
  keep(messageId: string, text: string, before: string): Promise<void>;
}

/** The earlier texts of drafts, kept until the mail is deleted. */
export function createDraftVersions(history: History, clock: Clock): DraftVersions {
  async function all(messageId: string): Promise<DraftVersion[]> {
    const parsed = v.safeParse(Versions, (await history.voices.get(draftVersionsId(messageId)))?.value);
    return parsed.success ? parsed.output : [];
  }
  // One after the other: two texts kept at once would each take the other's place.
  let turn: Promise<unknown> = Promise.resolve();

  async function add(messageId: string, text: string, before: string): Promise<void> {
    const kept = await all(messageId);
    if (text.trim() === '' || kept[0]?.text === text) return;
    const at = new Date(clock.now()).toISOString();
    const version = { id: crypto.randomUUID(), at, before, text };
    await history.voices.put({
      id: draftVersionsId(messageId),
      value: [version, ...kept].slice(0, MOST_VERSIONS),
    });
  }

  return {
    all,
    keep(messageId, text, before) {
      const kept = turn.then(() => add(messageId, text, before));
      turn = kept.catch(() => undefined);
      return kept;
    },
  };
}
