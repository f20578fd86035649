import type { Draft, MessageResult, Owner, UnsupportedFact, VoiceProfile } from '../contracts/briefing';
import { DesksideError } from '../contracts/failure';
import { checkDraft } from '../tasks/draft/check-draft';
import { draftToEml, draftToMailto } from '../tasks/draft/output';
import { writeDraft } from '../tasks/draft/write-draft';
import type { DraftReplaced } from './api';
import { replyAsks } from './briefing/reply-asks';
import { requireMessages } from './briefing/require-messages';
import type { MailResults } from './mail-results';
import { madeBy, type TaskRouter } from './routing/task-router';
import { draftTask } from './routing/text-task';
import { signDraft } from './sign-text';

export interface Drafts {
  write(
    id: string,
    options: {
      readonly signal: AbortSignal;
      readonly onText: (text: string) => void;
      /** Id of the model that the user wants for this one. */
      readonly wanted?: string;
      readonly onReplaced?: DraftReplaced;
    },
  ): Promise<Draft>;
  save(id: string, text: string, onReplaced?: DraftReplaced): Promise<readonly UnsupportedFact[]>;
  asEml(id: string): Promise<Blob>;
  asMailto(id: string): Promise<string | null>;
}

interface DraftParts {
  readonly results: MailResults;
  readonly owner: () => Owner;
  readonly voice: () => VoiceProfile | null;
  readonly router: TaskRouter;
}

export function createDrafts({ results, owner, voice, router }: DraftParts): Drafts {
  async function requireDraft(id: string): Promise<Draft> {
    const { draft } = await results.get(id);
    if (draft) return draft;
    throw new DesksideError({
      code: 'internal',
      message: 'There is no draft for this mail yet. Write one first.',
      retryable: false,
    });
  }

  return {
    async write(id, options) {
      const [message] = await requireMessages(results.history, [id]);
      const [result, answers] = await Promise.all([results.get(id), results.history.answers.get(id)]);
      const startedAt = performance.now();
      const asks = replyAsks(result, message, owner());
      const input = { message, owner: owner(), voice: voice(), asks, answers };
      const task = { ...draftTask(message, answers, owner()), wanted: options.wanted ?? null };
      const draft = await router.run(task, options.signal, async (routed) => {
        const written = await writeDraft(input, routed.generator, options);
        return {
          ...signDraft(written, routed.generator),
          made: madeBy(routed, written.origin === 'model'),
        };
      });
      const timings = { ...result.timings, draft: performance.now() - startedAt };
      const take = (now: MessageResult): MessageResult => {
        options.onReplaced?.(now.draft);
        return { ...now, asks, draft, timings };
      };
      await results.change(id, take, { replaceUserDraft: true });
      return draft;
    },
    async save(id, text, onReplaced) {
      const [message] = await requireMessages(results.history, [id]);
      const [draft, answers] = await Promise.all([requireDraft(id), results.history.answers.get(id)]);
      const unsupported = checkDraft(text, message, owner(), answers, voice());
      await results.change(id, (now) => {
        onReplaced?.(now.draft);
        return { ...now, draft: { ...(now.draft ?? draft), text, unsupported, origin: 'user' } };
      });
      return unsupported;
    },
    async asEml(id) {
      const [message] = await requireMessages(results.history, [id]);
      return new Blob([draftToEml(await requireDraft(id), message, owner())], { type: 'message/rfc822' });
    },
    async asMailto(id) {
      return draftToMailto(await requireDraft(id));
    },
  };
}
