import type { Summary } from '../../contracts/briefing';
import type { TextGenerator } from '../../contracts/capabilities';
import { toFailure } from '../../contracts/failure';
import { phraseSummary } from '../../tasks/summarise/phrase-summary';
import type { MailResults } from '../mail-results';
import { eachMail } from './each-mail';
import type { StageProgress } from './progress';
import { requireMessages } from './require-messages';

/** Mails in a row at which the generator may fail; after that it is not going to recover by itself. */
const MOST_FAILURES = 2;

export interface PhraseParts {
  readonly results: MailResults;
  readonly generator: TextGenerator;
}

/** Lets the language model phrase the summaries of these mails. Where it fails the extract stays, and the mail is tried again in the next run. */
export async function phraseMails(
  ids: readonly string[],
  { results, generator }: PhraseParts,
  progress: StageProgress,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  async function phraseUnlessFailing(id: string): Promise<void> {
    try {
      await phraseMail(id, { results, generator }, signal);
      failures = 0;
    } catch (thrown) {
      failures += 1;
      const { code } = toFailure(thrown);
      if (signal.aborted || code === 'cancelled' || failures === MOST_FAILURES) throw thrown;
    }
  }
  await eachMail('phrase', ids, phraseUnlessFailing, progress, signal);
}

async function phraseMail(
  id: string,
  { results, generator }: PhraseParts,
  signal: AbortSignal,
): Promise<void> {
  const [message] = await requireMessages(results.history, [id]);
  const { summary } = await results.get(id);
  const startedAt = performance.now();
  const phrased: Summary | null = summary && (await phraseSummary(message, summary, generator, { signal }));
  // Cancelled: what came back is the extract, which is not the last word.
  signal.throwIfAborted();
  const phrase = performance.now() - startedAt;
  await results.change(id, (result) => ({
    ...result,
    summary: phrased,
    phrased: true,
    timings: { ...result.timings, phrase },
  }));
}
