import type { Draft, Owner, UnsupportedFact, VoiceProfile } from '../contracts/briefing';
import type { TextGenerator } from '../contracts/capabilities';
import { DesksideError } from '../contracts/failure';
import { checkDraft } from '../tasks/draft/check-draft';
import { draftToEml, draftToMailto } from '../tasks/draft/output';
import { writeDraft } from '../tasks/draft/write-draft';
import { requireMessages } from './briefing/require-messages';
import type { MailResults } from './mail-results';
import { wantsWording } from './wants-wording';

export interface Drafts {
  write(
    id: string,
    options: { readonly signal: AbortSignal; readonly onText: (text: string) => void },
  ): Promise<Draft>;
  save(id: string, text: string): Promise<readonly UnsupportedFact[]>;
  asEml(id: string): Promise<Blob>;
  asMailto(id: string): Promise<string | null>;
}

interface DraftParts {
  readonly results: MailResults;
  readonly owner: () => Owner;
  readonly voice: () => VoiceProfile | null;
  /** Asked for only when there is something for a model to word. */
  readonly generator: (signal: AbortSignal) => Promise<TextGenerator | null>;
}

export function createDrafts({ results, owner, voice, generator }: DraftParts): Drafts {
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
      const asks = result.asks ?? [];
      const input = { message, owner: owner(), voice: voice(), asks, answers };
      const model = wantsWording(answers) ? await generator(options.signal) : null;
      const draft = await writeDraft(input, model, options);
      const timings = { ...result.timings, draft: performance.now() - startedAt };
      await results.change(id, (now) => ({ ...now, draft, timings }), { replaceUserDraft: true });
      return draft;
    },
    async save(id, text) {
      const [message] = await requireMessages(results.history, [id]);
      const [draft, answers] = await Promise.all([requireDraft(id), results.history.answers.get(id)]);
      const unsupported = checkDraft(text, message, owner(), answers);
      await results.change(id, (now) => ({ ...now, draft: { ...draft, text, unsupported, origin: 'user' } }));
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
