import type { EvaluationResult, Metrics } from '../../src/contracts/evaluation';

/** The result for people: what it is, each metric with its interval, the baselines beside it. */
export function formatResult(result: EvaluationResult): string {
  const { suite, data, n, metrics, intervals, baselines, recallByType, method } = result;
  const names = Object.keys(metrics);
  const columns = ['Deskside', '95 %', ...Object.keys(baselines)];
  const rows = names.map((name) => [
    name,
    figure(metrics, name),
    interval(intervals[name]),
    ...Object.values(baselines).map((baseline) => figure(baseline, name)),
  ]);
  const table = [['', ...columns], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length))) ?? [];
  return [
    `${suite} on ${data}, n = ${n}${result.heldOut ? '' : ' (not held out)'}`,
    ...table.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    ...(recallByType
      ? [
          `recall by type: ${Object.entries(recallByType)
            .map(([type, recall]) => `${type} ${recall.toFixed(2)}`)
            .join(', ')}`,
        ]
      : []),
    method,
  ].join('\n');
}

export function figure(metrics: Metrics, name: string): string {
  const value = metrics[name];
  return value === undefined ? '–' : value.toFixed(3);
}

function interval(bounds: readonly [number, number] | undefined): string {
  return bounds ? `${bounds[0].toFixed(3)} – ${bounds[1].toFixed(3)}` : '';
}
