import type { ContestantName } from '../../src/benchmarks/store/store-contestant';
import { startStaticServer } from '../lib/static-server';
import { withBenchBrowser, withProfile, type BenchBrowser } from './bench-browser';
import type { BenchRow } from './bench-row';
import { machineFacts, type BenchMachine } from './machine-facts';
import { serveSampleModels, type ModelShape, type ServedModels } from './sample-models';
import { memoryRows } from './store-memory';
import { chunkRows, hashRow, installRow, loadRow, measure } from './store-speed';

export interface StoreResult {
  readonly machine: BenchMachine;
  readonly rows: readonly BenchRow[];
}

const MODEL_SHAPES: readonly ModelShape[] = ['five files', 'one file'];
const STORES: readonly ContestantName[] = ['weight-store', 'cache-api', 'opfs'];

/** Compares the weight store with the other places where a page can keep a model of 100 MB, and measures what the store is built of. */
export async function runStoreSuite(log: (line: string) => void): Promise<StoreResult> {
  const models = await serveSampleModels();
  const server = await startStaticServer({ root: models.root });
  const origin = server.url;
  try {
    log('Measuring speed …');
    const { machine, rows } = await withProfile((profile) =>
      withBenchBrowser({ origin, profile }, async (browser) => ({
        machine: machineFacts(browser.context.browser()?.version() ?? 'of unknown version'),
        rows: await speedRows(browser, models, origin, log),
      })),
    );
    log('Measuring memory …');
    const memory = await memoryRows(origin, models.entry('five files', origin));
    for (const row of memory) log(describe(row));
    return { machine, rows: [...rows, ...memory] };
  } finally {
    await server.close();
    await models.remove();
  }
}

async function speedRows(
  { page }: BenchBrowser,
  models: ServedModels,
  origin: string,
  log: (line: string) => void,
): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const add = (...added: readonly BenchRow[]): void => {
    for (const row of added) log(describe(row));
    rows.push(...added);
  };
  for (const shape of MODEL_SHAPES) {
    const model = models.entry(shape, origin);
    add(await installRow(page, `install 100 MB in ${shape}`, model));
    for (const contestant of STORES) await measure(page, { kind: 'install', contestant, model });
    add(await loadRow(page, `warm load of 100 MB in ${shape}, into buffers`, 'load-buffers', model));
    add(await loadRow(page, `warm load of 100 MB in ${shape}, as a stream`, 'load-streams', model));
    for (const contestant of STORES) await measure(page, { kind: 'remove', contestant, model });
  }
  add(await hashRow(page));
  add(...(await chunkRows(page)));
  return rows;
}

function describe({ name, unit, ours, rivals }: BenchRow): string {
  const others = Object.entries(rivals).map(([rival, value]) => `${rival} ${value}`);
  return `${name}: ${[`ours ${ours}`, ...others].join(', ')} ${unit}`;
}
