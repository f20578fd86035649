import { stat } from 'node:fs/promises';
import type { HeldOutWeights } from '../../src/app/evaluation/run-file';
import type { EvaluationResult, Intervals, Metrics } from '../../src/contracts/evaluation';
import { modelBytes } from '../../src/models/catalogue';
import { SMOLLM2_135M_DESK } from '../../src/models/catalogue/smollm2-135m-desk';
import { mean } from '../../src/evaluation/mean';
import { reasonToSkip } from '../fixtures/fixture-unavailable';
import { ensureSourceModel } from '../fixtures/source-model';
import type { EvaluateOptions } from './evaluate-options';
import { runEvaluation } from './run-evaluation';

/** One model on one folder: how good its summaries are, how long they take, and how large it is. */
export interface ComparedModel {
  readonly writer: string;
  /** Of its weights; 0 without a model. */
  readonly bytes: number;
  readonly msPerMail: number;
  /** Mean number of sentences in a summary that the model worded. */
  readonly sentencesWorded: number;
  readonly metrics: Metrics;
  readonly intervals: Intervals;
}

export interface ModelComparison {
  readonly suite: EvaluationResult['suite'];
  readonly data: string;
  readonly n: number;
  readonly models: readonly ComparedModel[];
}

/** Runs the suite without a language model, with the starter model, and with the model that it was tuned from where that can be had. */
export async function compareModels(
  options: EvaluateOptions,
  heldOut: HeldOutWeights | null,
  log: (line: string) => void,
): Promise<ModelComparison> {
  const source = await ensureSourceModel(log).catch((error: unknown) => {
    log(reasonToSkip(error));
    return null;
  });
  const contestants = [
    { writer: 'none', model: null, gguf: null, bytes: 0 },
    {
      writer: SMOLLM2_135M_DESK.id,
      model: SMOLLM2_135M_DESK.id,
      gguf: null,
      bytes: modelBytes(SMOLLM2_135M_DESK),
    },
    ...(source
      ? [
          {
            writer: 'SmolLM2-135M-Instruct Q4_1',
            model: null,
            gguf: source,
            bytes: (await stat(source)).size,
          },
        ]
      : []),
  ];
  const models: ComparedModel[] = [];
  let last: EvaluationResult | null = null;
  for (const { writer, model, gguf, bytes } of contestants) {
    log(`With ${writer}:`);
    last = await runEvaluation({ ...options, model, gguf }, heldOut, log);
    models.push({ writer, bytes, ...comparedFigures(last) });
  }
  return { suite: options.suite, data: last?.data ?? '', n: last?.n ?? 0, models };
}

function comparedFigures({ items, metrics, intervals }: EvaluationResult) {
  const of = (name: string): number => mean(items.map(({ scores }) => scores[name] ?? 0));
  return { msPerMail: Math.round(of('ms')), sentencesWorded: of('sentencesWorded'), metrics, intervals };
}

/** A Markdown table of quality against speed and size. */
export function renderComparison({ data, n, models }: ModelComparison): string {
  return [
    `| summaries of ${data}, n = ${n} | fact recall | unsupported | compression | ROUGE-L | sentences worded | s a mail | MB |`,
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...models.map(({ writer, bytes, msPerMail, sentencesWorded, metrics }) => {
      const of = (name: string): string => (metrics[name] ?? 0).toFixed(3);
      return `| ${writer} | ${of('factRecall')} | ${of('unsupportedRate')} | ${of('compression')} | ${of('rougeL')} | ${sentencesWorded.toFixed(2)} | ${(msPerMail / 1000).toFixed(2)} | ${Math.round(bytes / 1e6)} |`;
    }),
  ].join('\n');
}
