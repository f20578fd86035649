import type { Message } from '../../../contracts/message';
import type { Summary } from '../../../contracts/briefing';
import { lexRank } from '../../../evaluation/baselines/lex-rank';
import { lead2, plainSentences, withinBudget } from '../../../evaluation/baselines/plain-sentences';
import { textRank } from '../../../evaluation/baselines/text-rank';
import { bootstrapIntervals, roundedAll } from '../../../evaluation/bootstrap';
import {
  scoreSummary,
  summaryMetrics,
  writtenLength,
  writtenText,
  type SummaryCase,
  type SummaryScore,
} from '../../../evaluation/summary-score';
import { yieldToPage } from '../../../platform/yield-to-page';
import { extractSummary } from '../../../tasks/summarise/extract-summary';
import { phraseSummary } from '../../../tasks/summarise/phrase-summary';
import { SENTENCE_WORTH } from '../../../tasks/summarise/rate-units';
import { heldOutOf } from '../held-out';
import { readLabelledMailbox } from '../labelled-mailbox';
import type { RunSuite, SuiteRun } from '../suite-run';

/** Of the mail's length, for the baselines that rank: as long as the app's own may be. */
const BUDGET = 0.35;

type Method = (text: string, sentences: readonly string[], budget: number) => readonly string[];
const BASELINES: Readonly<Record<string, Method>> = {
  lead2: (_text, sentences) => lead2(sentences),
  textRank: (_text, sentences, budget) => withinBudget(sentences, textRank(sentences), budget),
  lexRank: (_text, sentences, budget) => withinBudget(sentences, lexRank(sentences), budget),
};

/** Summarises every labelled mail as a briefing does. */
export const runSummary: RunSuite = async (run) => {
  const mailbox = await readLabelledMailbox(run.files, run.importer, run.signal);
  const embedder = await run.embedder();
  const generator = await run.generator('summary');
  const cases: SummaryCase[] = [];
  const effort: { readonly ms: number; readonly sentencesWorded: number }[] = [];
  for (const { message, label } of mailbox.mails) {
    const startedAt = performance.now();
    const { sentences } = await summarise(message, run);
    effort.push({
      ms: Math.round(performance.now() - startedAt),
      sentencesWorded: sentences.filter(({ origin }) => origin === 'model').length,
    });
    cases.push({ message, label, text: sentences.map(({ text }) => text).join(' ') });
    run.progress('Summarising mail', cases.length, mailbox.mails.length);
    await yieldToPage();
  }
  const scores = await scoreAll(cases, run);
  const baselines: Record<string, ReturnType<typeof summaryMetrics>> = {};
  for (const [name, method] of Object.entries(BASELINES)) {
    const others: SummaryCase[] = [];
    for (const item of cases) {
      others.push({ ...item, text: summariseBy(method, item.message) });
      await yieldToPage();
    }
    baselines[name] = roundedAll(summaryMetrics(await scoreAll(others, run)));
  }
  const { heldOut, sentence } = await heldOutOf(mailbox, run.heldOut, 'the summariser');
  return {
    n: cases.length,
    models: [embedder.modelId, ...(generator ? [generator.modelId] : [])],
    heldOut,
    method: `Each mail is summarised as a briefing does it, ${generator ? 'worded by the language model where its sentences pass the check' : 'in the mail’s own sentences'}. ${sentence} Facts count where they stand literally; mails without listed facts count for the rest. Unsupported specifics are found by rules that share no code with the app’s check. “compression” is the mean over mails of the summary’s length as a share of what was written for the mail, “compressionOfAll” the same of all mails together. “lead2” takes the first two sentences whatever their length; TextRank and LexRank take the best that fit into 35 % of the mail.`,
    metrics: roundedAll(summaryMetrics(scores)),
    intervals: await bootstrapIntervals(
      scores,
      summaryMetrics,
      ['factRecall', 'unsupportedRate', 'compression', 'rouge1', 'rouge2', 'rougeL'],
      yieldToPage,
    ),
    baselines,
    items: cases.flatMap(({ message, label, text }, index) => {
      const score = scores[index];
      if (!score) return [];
      const { missing, unsupported, recall, rouge } = score;
      return [
        {
          id: message.messageId,
          title: message.subject,
          expected: label.summary,
          said: text,
          right: missing.length === 0 && unsupported.length === 0 ? true : null,
          scores: {
            ...(recall === null ? {} : { factRecall: recall }),
            compression: score.compression ?? 0,
            unsupported: unsupported.length,
            ...rouge,
            ...effort[index],
          },
          notes: [
            ...missing.map((fact) => `Not kept: ${fact}`),
            ...unsupported.map((specific) => `Not in the mail: ${specific}`),
          ],
        },
      ];
    }),
  };
};

async function summarise(
  message: Message,
  { embedder, generator, heldOut, signal }: SuiteRun,
): Promise<Summary> {
  const tuning = heldOut ? { tuning: { weights: heldOut.salience, worth: SENTENCE_WORTH } } : {};
  const extract = await extractSummary(message, await embedder(), { signal, ...tuning });
  const model = await generator('summary');
  return model ? phraseSummary(message, extract, model, { signal }) : extract;
}

function summariseBy(method: Method, message: Message): string {
  const text = writtenText(message);
  return method(text, plainSentences(text), BUDGET * writtenLength(message)).join(' ');
}

async function scoreAll(cases: readonly SummaryCase[], { signal }: SuiteRun): Promise<SummaryScore[]> {
  const scores: SummaryScore[] = [];
  for (const item of cases) {
    signal.throwIfAborted();
    scores.push(scoreSummary(item));
    await yieldToPage();
  }
  return scores;
}
