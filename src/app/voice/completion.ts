import * as v from 'valibot';
import type { RunOptions, TextGenerator } from '../../contracts/capabilities';
import { DesksideError } from '../../contracts/failure';
import type { Observable } from '../../contracts/observable';
import type { CompletionChoice, VoiceRow } from '../../contracts/voice';
import { createObservable } from '../../platform/observable';
import { createCompleter } from '../../tasks/draft/complete-text';
import { replyLanguage } from '../../tasks/draft/language';
import { pointSentence } from '../../tasks/draft/point-sentences';
import type { AreaParts } from '../area-parts';
import { requireMessages } from '../briefing/require-messages';
import { plainTask, wordingTask, type TextTask } from '../routing/text-task';
import { median } from '../speed/median';
import type { DraftTexts } from './draft-texts';
import type { OwnWriting } from './own-writing';
import { MOST_COMPLETION_MS, type DraftCompleter } from './voice-api';

/** The row of `history.voices` that holds the choice. */
export const COMPLETION_ID = 'completion';
const TRIALS = 3;
const TRIAL_TEXT = 'Hello Ada,\n\nThanks for your mail. I will';
const MOST_TOKENS = 12;
/** What the model gets to see of the text before the caret, in characters: more is read too slowly. */
const CONTEXT_CHARS = 240;

const Choice = v.object({
  enabled: v.boolean(),
  modelMs: v.nullable(v.number()),
  modelId: v.nullable(v.string()),
});
const USUAL: CompletionChoice = { enabled: true, modelMs: null, modelId: null };

function choiceIn(row: VoiceRow | undefined): CompletionChoice | null {
  const parsed = v.safeParse(Choice, row?.value);
  return parsed.success ? parsed.output : null;
}

export interface Completion {
  readonly choice: Observable<CompletionChoice>;
  load(): Promise<void>;
  set(enabled: boolean): Promise<void>;
  tryModel(options: RunOptions): Promise<CompletionChoice>;
  completerFor(messageId: string): Promise<DraftCompleter>;
}

/** Completion while typing: from the user's own phrases, and from the model where its own trials say that it is quick enough. */
export function createCompletion(parts: AreaParts, writing: OwnWriting, texts: DraftTexts): Completion {
  const { history, router, settings, results, people } = parts;
  const choice = createObservable(USUAL);

  /** What another tab has changed of it stays. */
  async function store(change: Partial<CompletionChoice>): Promise<CompletionChoice> {
    choice.update((now) => ({ ...now, ...change }));
    await history.voices.change(COMPLETION_ID, (row) => ({
      id: COMPLETION_ID,
      value: { ...(choiceIn(row) ?? USUAL), ...change },
    }));
    return choice.get();
  }

  /** Null where no model goes on. @param task what it may be told decides who may be asked */
  async function continued(before: string, task: TextTask, options: RunOptions) {
    const signal = options.signal ?? new AbortController().signal;
    return (await router()).run(
      task,
      signal,
      async ({ generator }) => generator && continuedBy(generator, before, options),
    );
  }

  async function continuedBy(generator: TextGenerator, before: string, { signal }: RunOptions) {
    const tail = before.slice(-CONTEXT_CHARS);
    const startedAt = performance.now();
    const { text, firstTokenMs } = await generator.generate(
      {
        turns: [
          { role: 'system', content: 'You continue the mail that the user is writing.' },
          { role: 'user', content: 'Continue it.' },
        ],
        prefix: tail,
        maxTokens: MOST_TOKENS,
        stop: ['\n'],
      },
      signal ? { signal } : {},
    );
    return { text, ms: Math.max(firstTokenMs, performance.now() - startedAt), modelId: generator.modelId };
  }

  function isQuick({ enabled, modelMs, modelId }: CompletionChoice): boolean {
    return (
      enabled && modelMs !== null && modelMs <= MOST_COMPLETION_MS && modelId === settings.get().generatorId
    );
  }

  return {
    choice,
    async load() {
      const stored = choiceIn(await history.voices.get(COMPLETION_ID));
      if (stored) choice.set(stored);
    },
    set: async (enabled) => void (await store({ enabled })),
    async tryModel(options) {
      const times: number[] = [];
      // The first one loads the model and is no measure.
      for (let trial = 0; trial <= TRIALS; trial += 1) {
        const made = await continued(TRIAL_TEXT, plainTask('draft', TRIAL_TEXT), options);
        if (!made)
          throw new DesksideError({
            code: 'request-unsupported',
            message: 'No language model is in use. Choose one under Models, or turn it on in the settings.',
            retryable: false,
          });
        if (trial > 0) times.push(made.ms);
      }
      return store({ modelMs: Math.round(median(times)), modelId: settings.get().generatorId });
    },
    async completerFor(messageId) {
      const [message] = await requireMessages(history, [messageId]);
      const [{ asks }, own, check] = await Promise.all([
        results.get(messageId),
        writing.sentences(),
        texts.check(messageId),
      ]);
      const language = replyLanguage(message);
      const answers = (asks ?? []).flatMap(({ id, text }) =>
        (['yes', 'no', 'later'] as const).map((stance) =>
          pointSentence(text, { askId: id, stance, note: '' }, language),
        ),
      );
      // What the user typed is theirs, and marked where it stands.
      const isSupported = (typed: string, added: string) =>
        check(`${typed}${added}`).every(({ end }) => end <= typed.length);
      const { complete } = createCompleter([...answers, ...own], language, isSupported);
      return {
        complete: (before) => (choice.get().enabled ? complete(before) : ''),
        async completeByModel(before, options) {
          if (!isQuick(choice.get()) || language !== 'en') return '';
          const made = await continued(before, wordingTask(message, before, people.owner()), options);
          if (!made) return '';
          // One that has become slow is left out from then on.
          if (made.ms > 2 * MOST_COMPLETION_MS) await store({ modelMs: Math.round(made.ms) });
          const line = made.text.split('\n')[0] ?? '';
          const sentence = before.slice(before.lastIndexOf('\n') + 1);
          return isSupported(sentence, line) ? line.trimEnd() : '';
        },
      };
    },
  };
}
