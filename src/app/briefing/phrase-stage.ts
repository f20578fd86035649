import type { Owner } from '../../contracts/briefing';
import type { TextGenerator } from '../../contracts/capabilities';
import { toFailure } from '../../contracts/failure';
import { phraseSummary } from '../../tasks/summarise/phrase-summary';
import type { MailResults } from '../mail-results';
import { madeBy, type TaskRouter } from '../routing/task-router';
import { summaryTask } from '../routing/text-task';
import { signSummary } from '../sign-text';
import { eachMail, type StageEnd } from './each-mail';
import type { StageProgress } from './progress';
import { requireMessages } from './require-messages';

/** Mails in a row at which the generator may fail; after that it is not going to recover by itself. */
const MOST_FAILURES = 2;

export interface PhraseParts {
  readonly results: MailResults;
  /** Asked anew for each mail, because the user may choose another model at any time. */
  readonly router: TaskRouter;
  readonly owner: Owner;
}

/**
 * Lets the language model phrase the summaries of these mails where the route leads to one, and for as long as there is one. Where it fails the
 * extract stays, and the mail is tried again in the next run.
 */
export async function phraseMails(
  ids: readonly string[],
  parts: PhraseParts,
  progress: StageProgress,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  async function phraseUnlessFailing(id: string): Promise<StageEnd | undefined> {
    try {
      if ((await phraseMail(id, parts, signal)) === 'end') return 'end';
      failures = 0;
    } catch (thrown) {
      failures += 1;
      const { code } = toFailure(thrown);
      if (signal.aborted || code === 'cancelled' || failures === MOST_FAILURES) throw thrown;
    }
    return undefined;
  }
  await eachMail('phrase', ids, phraseUnlessFailing, progress, signal);
}

/**
 * Phrases one summary; `wanted` is the model that the user wants for this one. Says `end` when there is no model, which is not going to be
 * another thing for the next mail.
 */
export async function phraseMail(
  id: string,
  { results, router, owner }: PhraseParts,
  signal: AbortSignal,
  wanted: string | null = null,
): Promise<StageEnd | undefined> {
  const [message] = await requireMessages(results.history, [id]);
  const { summary } = await results.get(id);
  const task = { ...summaryTask(message, summary, owner), wanted };
  return router.run(task, signal, async (routed): Promise<StageEnd | undefined> => {
    const { choice, generator } = routed;
    if (choice.place && !generator) return 'end';
    const startedAt = performance.now();
    const watched = generator && watchEnds(generator);
    const phrased =
      summary && watched ? await phraseSummary(message, summary, watched.generator, { signal }) : summary;
    // Cancelled: what came back is the extract, which is not the last word.
    signal.throwIfAborted();
    if (watched?.wasCutShort()) return undefined;
    const isWorded = phrased?.sentences.some(({ origin }) => origin === 'model') ?? false;
    const phrase = performance.now() - startedAt;
    await results.change(id, (result) => ({
      ...result,
      summary: phrased && { ...signSummary(phrased, generator), made: madeBy(routed, isWorded) },
      // What rules had to keep from a model may be for another one that the user chooses later.
      phrased: choice.place !== null || !task.needsWords,
      timings: { ...result.timings, phrase },
    }));
    return undefined;
  });
}

/** The generator, and whether an answer of it was cut short: others than this run can end a model, for instance by choosing another. */
function watchEnds(asked: TextGenerator): { generator: TextGenerator; wasCutShort: () => boolean } {
  let cutShort = false;
  const generator: TextGenerator = {
    ...asked,
    async generate(request, options) {
      const result = await asked.generate(request, options);
      cutShort ||= result.finish === 'cancelled';
      return result;
    },
  };
  return { generator, wasCutShort: () => cutShort };
}
