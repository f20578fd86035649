import type { TriageRule } from '../../contracts/learning';
import type { Message } from '../../contracts/message';
import type { History } from '../../history/history';
import { yieldToPage } from '../../platform/yield-to-page';
import { holds, ruleFor } from '../../tasks/classify/match-rule';
import type { Corrections } from '../corrections';
import type { MailRows } from '../mail-rows';
import { readMessages } from '../read-messages';
import type { RuleDraft, RuleMove, RulePreview } from './learning-api';

export interface Rules {
  preview(rule: RuleDraft, signal: AbortSignal): Promise<RulePreview>;
  /** Returns how many mails moved. */
  save(rule: RuleDraft): Promise<number>;
  remove(id: string): Promise<TriageRule | null>;
}

/** Messages in memory at a time. */
const READ_AT_ONCE = 32;

interface RulesParts {
  readonly history: History;
  readonly rows: MailRows;
  readonly corrections: () => Promise<Corrections>;
}

export function createRules({ history, rows, corrections }: RulesParts): Rules {
  /** Mails of the inbox for which one of the rules holds. */
  async function concerned(rules: readonly Pick<TriageRule, 'conditions'>[]): Promise<readonly string[]> {
    const ids: string[] = [];
    await eachMessage(
      rows.current().map(({ id }) => id),
      (message) => {
        if (rules.some((rule) => holds(rule, message))) ids.push(message.id);
      },
    );
    return ids;
  }

  /** Reads some at once, which is several times quicker than one by one, and lets the page work after each. */
  async function eachMessage(
    ids: readonly string[],
    look: (message: Message) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    for (let start = 0; start < ids.length; start += READ_AT_ONCE)
      for (const message of await readMessages(history, ids.slice(start, start + READ_AT_ONCE))) {
        signal?.throwIfAborted();
        look(message);
        await yieldToPage();
      }
  }

  async function sortConcerned(rules: readonly TriageRule[]): Promise<number> {
    return (await corrections()).sortAgain(await concerned(rules));
  }

  return {
    async preview(draft, signal) {
      const rule = ruleOf({ ...draft, enabled: true });
      const others = (await history.rules.all()).filter(({ id }) => id !== draft.id);
      const all = rows.current();
      const moved: RuleMove[] = [];
      let matched = 0;
      const tried = new Map(all.filter(({ source }) => source !== 'user').map((row) => [row.id, row]));
      await eachMessage(
        [...tried.keys()],
        (message) => {
          const row = tried.get(message.id);
          if (!row || ruleFor(message, [...others, rule]) !== rule) return;
          matched += 1;
          if (row.category === rule.category) return;
          const { id, senderName, senderAddress, subject, category: before } = row;
          moved.push({ id, sender: senderName || senderAddress, subject, before, after: rule.category });
        },
        signal,
      );
      return { matched, moved, of: all.length };
    },
    async save(draft) {
      const before = draft.id === null ? undefined : await history.rules.get(draft.id);
      const rule = ruleOf(draft, before);
      await history.rules.put(rule);
      return sortConcerned(before ? [before, rule] : [rule]);
    },
    async remove(id) {
      const rule = await history.rules.get(id);
      if (!rule) return null;
      await history.rules.delete(id);
      await sortConcerned([rule]);
      return rule;
    },
  };
}

function ruleOf({ id, ...draft }: RuleDraft, before?: TriageRule): TriageRule {
  return {
    ...draft,
    id: id ?? crypto.randomUUID(),
    madeAt: before?.madeAt ?? new Date().toISOString(),
  };
}
