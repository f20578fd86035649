import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { SUITES, type EvaluationResult, type Suite } from '../../src/contracts/evaluation';
import { PROJECT_ROOT } from '../lib/project-folders';
import { renderComparison, type ModelComparison } from './compare-models';
import { figure } from './format-result';

const RESULTS = path.join(PROJECT_ROOT, 'benchmarks/results/evaluation');

/** The metrics that the README shows of each suite. */
const SHOWN: Readonly<Record<Suite, readonly string[]>> = {
  triage: ['macroF1', 'urgentF1', 'accuracy', 'ece'],
  summary: ['factRecall', 'compression', 'unsupportedRate', 'rouge1', 'rouge2', 'rougeL'],
  draft: ['coverage', 'unmarkedUnsupported'],
  tickets: ['macroF1', 'zeroShotMacroF1', 'accuracy', 'ece'],
  documents: ['accuracy', 'macroF1'],
  search: ['ndcg10', 'recall5', 'mrr'],
  pii: ['f1', 'precision', 'recall'],
};

/**
 * Markdown tables, one for each suite that has stored results: a row for Deskside on each folder of data, and under it one for each baseline. Comparisons of
 * models (`models-….json`) come last.
 */
export async function readmeTables(): Promise<string> {
  const names = (await readdir(RESULTS).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  const isComparison = (name: string): boolean => name.startsWith('models-');
  const results = await readAll<EvaluationResult>(names.filter((name) => !isComparison(name)));
  const comparisons = await readAll<ModelComparison>(names.filter(isComparison));
  const tables = SUITES.map((suite) =>
    renderSuite(
      suite,
      results.filter((result) => result.suite === suite),
    ),
  );
  return [...tables, ...comparisons.map(renderComparison)].filter((table) => table !== '').join('\n\n');
}

/** Empty without results. */
export function renderSuite(suite: Suite, results: readonly EvaluationResult[]): string {
  if (results.length === 0) return '';
  const shown = SHOWN[suite];
  const lines = results.flatMap((result) => [
    [
      `**${labelOf(result)}**`,
      ...shown.map((name) => {
        const bounds = result.intervals[name];
        return `**${figure(result.metrics, name)}**${bounds ? ` (${bounds[0].toFixed(2)}–${bounds[1].toFixed(2)})` : ''}`;
      }),
    ],
    ...Object.entries(result.baselines).map(([baseline, metrics]) => [
      baseline,
      ...shown.map((name) => figure(metrics, name)),
    ]),
  ]);
  return [
    `| ${suite} | ${shown.join(' | ')} |`,
    `| --- | ${shown.map(() => '---').join(' | ')} |`,
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function labelOf({ data, n, models, heldOut, suite }: EvaluationResult): string {
  const writer = suite === 'summary' && models.length > 1 ? `, ${models.at(-1) ?? ''}` : '';
  return `${data}, n = ${n}${writer}${heldOut ? '' : ', not held out'}`;
}

async function readAll<T>(names: readonly string[]): Promise<T[]> {
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(path.join(RESULTS, name), 'utf8')) as T),
  );
}
