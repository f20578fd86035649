import type { Draft, UnsupportedFact } from '../../contracts/briefing';
import type { RunOptions } from '../../contracts/capabilities';
import { DesksideError, toFailure } from '../../contracts/failure';
import type { Message } from '../../contracts/message';
import { DRAFT_LENGTHS, TONES, type Rewrite, type RewriteWish } from '../../contracts/voice';
import { addLine } from '../../tasks/draft/add-line';
import { checkDraft } from '../../tasks/draft/check-draft';
import { replyLanguage } from '../../tasks/draft/language';
import { rewriteByModel, rewriteByRules } from '../../tasks/draft/rewrite-part';
import { hasTones, retone } from '../../tasks/draft/retone';
import { suggestSubjects } from '../../tasks/draft/subject-lines';
import { pointLine } from '../../tasks/draft/write-draft';
import type { AreaParts } from '../area-parts';
import { requireMessages } from '../briefing/require-messages';
import { wordingTask } from '../routing/text-task';
import type { VoiceApi } from './voice-api';

export interface DraftTexts extends Pick<
  VoiceApi,
  'variants' | 'restyle' | 'rewrite' | 'takeUp' | 'toolsFor' | 'subjects' | 'setSubject'
> {
  check(messageId: string): Promise<(text: string) => UnsupportedFact[]>;
}

/** What is done to the text of a draft; all that comes out is checked against the mail and the user's notes. */
export function createDraftTexts({ history, results, people, router }: AreaParts): DraftTexts {
  async function read(messageId: string) {
    const [message] = await requireMessages(history, [messageId]);
    const answers = await history.answers.get(messageId);
    return {
      message,
      check: (text: string) => checkDraft(text, message, people.owner(), answers, people.voice.get()),
    };
  }

  async function phrased(
    message: Message,
    part: string,
    wish: RewriteWish,
    options: RunOptions,
  ): Promise<string | null> {
    if (replyLanguage(message) !== 'en') return null;
    try {
      const signal = options.signal ?? new AbortController().signal;
      const task = wordingTask(message, part, people.owner());
      return await (
        await router()
      ).run(
        task,
        signal,
        async ({ generator }) => generator && rewriteByModel(part, wish, generator, options),
      );
    } catch (thrown) {
      if (toFailure(thrown).code === 'cancelled') throw thrown;
      // The rules do without a model.
      return null;
    }
  }

  return {
    check: async (messageId) => (await read(messageId)).check,
    async variants(messageId, text) {
      const { message, check } = await read(messageId);
      const language = replyLanguage(message);
      const seen = new Set([text]);
      return TONES.flatMap((tone) =>
        DRAFT_LENGTHS.flatMap((length) => {
          const version = retone(text, tone, length, language);
          if (seen.has(version)) return [];
          seen.add(version);
          return [{ tone, length, text: version, unsupported: check(version) }];
        }),
      );
    },
    async restyle(messageId, text, { tone, length }) {
      const { message, check } = await read(messageId);
      const version = retone(text, tone, length, replyLanguage(message));
      return { text: version, unsupported: check(version) };
    },
    async rewrite(messageId, text, { start, end }, wish, options) {
      const { message, check } = await read(messageId);
      const part = text.slice(start, end);
      const put = (version: string, by: Rewrite['by']): Rewrite => {
        const whole = text.slice(0, start) + version + text.slice(end);
        return { text: whole, unsupported: check(whole), start, end: start + version.length, by };
      };
      const known = check(text).length;
      const worded = await phrased(message, part, wish, options);
      if (worded !== null) {
        const rewrite = put(worded, 'model');
        // A specific that was not there before is not the model's to bring in.
        if (rewrite.unsupported.length <= known) return rewrite;
      }
      const ruled = rewriteByRules(part, wish);
      return ruled === part ? null : put(ruled, 'rules');
    },
    async takeUp(messageId, text, askId) {
      const [message] = await requireMessages(history, [messageId]);
      const [{ asks }, answers] = await Promise.all([results.get(messageId), history.answers.get(messageId)]);
      const ask = asks?.find(({ id }) => id === askId);
      if (!ask) return null;
      const input = { message, owner: people.owner(), voice: people.voice.get(), asks: asks ?? [], answers };
      await results.change(messageId, (now) => ({ ...now, draft: withPoint(now.draft, askId) }));
      return addLine(text, pointLine(input, ask));
    },
    async toolsFor(messageId) {
      const { message } = await read(messageId);
      const language = replyLanguage(message);
      return { tone: hasTones(language), length: hasTones(language), rewrite: language === 'en' };
    },
    async subjects(messageId, text) {
      return suggestSubjects((await read(messageId)).message, text);
    },
    async setSubject(messageId, subject) {
      await results.change(messageId, (now) => ({ ...now, draft: withSubject(now.draft, subject) }));
    },
  };
}

function withPoint(draft: Draft | null, askId: string): Draft | null {
  return draft && !draft.covers.includes(askId) ? { ...draft, covers: [...draft.covers, askId] } : draft;
}

function withSubject(draft: Draft | null, subject: string): Draft {
  if (draft) return { ...draft, subject };
  throw new DesksideError({
    code: 'internal',
    message: 'There is no draft for this mail yet. Write one first.',
    retryable: false,
  });
}
