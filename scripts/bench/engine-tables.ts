import type { EngineMeasure, EngineRow } from './engine-rows';
import { describeWay } from './engine-way';
import type { EnginesResult } from './engines-suite';

interface Column {
  readonly title: string;
  /** Null where it was not measured. */
  cell(rowOf: (measure: EngineMeasure) => EngineRow | undefined): string | null;
}

/** A stored result of the suite as Markdown for the README: what writes, then what embeds. Ratios over 1 mean that Deskside is better. */
export function renderEngineTables({ machine, rows, failures }: EnginesResult): string {
  const speeds = Object.entries(machine.memoryBytesPerSecond).map(
    ([threads, bytes]) =>
      `${(bytes / 1e9).toFixed(0)} GB/s with ${threads} ${threads === '1' ? 'thread' : 'threads'}`,
  );
  const embedders = new Set(
    rows.flatMap(({ modelId, measure }) => (measure.startsWith('texts') ? [modelId] : [])),
  );
  const about = `${machine.processor}, ${machine.cores} cores, ${machine.browser}, ${machine.date}; memory is read at ${speeds.join(', ')}.`;
  return [
    about,
    table(
      rows.filter(({ modelId }) => !embedders.has(modelId)),
      GENERATOR_COLUMNS,
    ),
    table(
      rows.filter(({ modelId }) => embedders.has(modelId)),
      EMBEDDER_COLUMNS,
    ),
    ...failures.map(({ name, reason }) => `Not measured: ${name} (${reason})`),
  ]
    .filter(Boolean)
    .join('\n\n');
}

const GENERATOR_COLUMNS: readonly Column[] = [
  figure('tokens/s after 50', 'tokens-short'),
  figure('after 1,000', 'tokens-long'),
  ratio('against the bare engine', 'tokens-short', 'bare engine'),
  ratio('against llama.cpp', 'tokens-short', 'llama.cpp'),
  ratio('against the memory limit', 'tokens-short', 'memory limit'),
  figure('first token after 50', 'first-token-short'),
  figure('after 1,000', 'first-token-long'),
  ratio('against the bare engine', 'first-token-long', 'bare engine'),
  figure('second request, first token', 'first-token-second'),
  figure('tokens read for it', 'tokens-read-second'),
  figure('load', 'load'),
  figure('peak memory', 'memory'),
];

const EMBEDDER_COLUMNS: readonly Column[] = [
  figure('texts/s of 32 tokens', 'texts-32'),
  ratio('against the bare engine', 'texts-32', 'bare engine'),
  figure('of 256 tokens', 'texts-256'),
  ratio('against the bare engine', 'texts-256', 'bare engine'),
  figure('load', 'load'),
  figure('peak memory', 'memory'),
];

function figure(title: string, measure: EngineMeasure): Column {
  return {
    title,
    cell(rowOf) {
      const row = rowOf(measure);
      return row ? withUnit(row) : null;
    },
  };
}

function ratio(title: string, measure: EngineMeasure, rival: string): Column {
  return { title, cell: (rowOf) => rowOf(measure)?.ratio[rival]?.toFixed(2) ?? null };
}

function withUnit({ ours, unit }: EngineRow): string {
  if (unit === 'ms') return ours < 1000 ? `${Math.round(ours)} ms` : `${(ours / 1000).toFixed(1)} s`;
  if (unit === 'MiB') return `${Math.round(ours)} MiB`;
  return ours < 10 ? ours.toFixed(1) : String(Math.round(ours));
}

function table(rows: readonly EngineRow[], columns: readonly Column[]): string {
  if (rows.length === 0) return '';
  const ways = new Map(
    rows.map((row) => [nameOf(row), rows.filter((other) => nameOf(other) === nameOf(row))]),
  );
  const lines = [...ways].map(([name, own]) => {
    const cells = columns.map(
      ({ cell }) => cell((measure) => own.find((row) => row.measure === measure)) ?? '–',
    );
    return line([name, ...cells]);
  });
  return [
    line(['model and way', ...columns.map(({ title }) => title)]),
    line(['---', ...columns.map(() => '--:')]),
    ...lines,
  ].join('\n');
}

const nameOf = ({ modelId, way }: EngineRow): string => `${modelId}: ${describeWay(way)}`;
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
