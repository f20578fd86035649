import type { StoreTask } from '../../src/benchmarks/store/store-benchmark-api';
import { CONTESTANTS, type ContestantName } from '../../src/benchmarks/store/store-contestant';
import type { ModelEntry } from '../../src/contracts/model';
import { SMOLLM2_135M_DESK } from '../../src/models/catalogue/smollm2-135m-desk';
import { peakPageMemory } from '../lib/process-memory';
import { withBenchBrowser, withProfile, type BenchBrowser } from './bench-browser';
import { alternately, compare, type BenchRow } from './bench-row';
import { measure } from './store-speed';

/** Each takes a browser of its own, because the peak of a process never falls. */
const ROUNDS = 3;
const MEBIBYTE = 2 ** 20;
/** Less than this is noise between two starts of a browser, and no base for a ratio. */
const LEAST_MIB = 1;
const STORES: readonly ContestantName[] = ['weight-store', 'cache-api', 'opfs'];

/** The rows about memory; none where the system does not tell the peak of a process. */
export async function memoryRows(origin: string, model: ModelEntry): Promise<BenchRow[]> {
  const idle = await idlePeak(origin);
  if (idle === null) return [];
  const installing = await alternately(ROUNDS, STORES, (contestant) =>
    withProfile((profile) => peakAbove(idle, origin, profile, { kind: 'install', contestant, model })),
  );
  return [
    rowOf('memory while installing, above an idle page', installing),
    ...(await withProfile((profile) => loadRows(idle, origin, profile, model))),
    await engineRow(idle, origin),
  ];
}

async function loadRows(
  idle: number,
  origin: string,
  profile: string,
  model: ModelEntry,
): Promise<BenchRow[]> {
  await withBenchBrowser({ origin, profile }, async ({ page }) => {
    for (const contestant of STORES) await measure(page, { kind: 'install', contestant, model });
  });
  const base = idle + bytesOf(model);
  const buffers = await alternately(ROUNDS, CONTESTANTS, (contestant) =>
    peakAbove(base, origin, profile, { kind: 'load-buffers', contestant, model }),
  );
  const streams = await alternately(ROUNDS, CONTESTANTS, (contestant) =>
    peakAbove(idle, origin, profile, { kind: 'load-streams', contestant, model }),
  );
  const held = await withBenchBrowser({ origin, profile }, ({ page }) =>
    page.evaluate((task) => globalThis.desksideBench.measureHeldMemory(task), {
      kind: 'load-buffers',
      contestant: 'weight-store',
      model,
    } satisfies StoreTask),
  );
  return [
    rowOf('memory while loading into buffers, above an idle page and the model’s bytes', buffers),
    rowOf('memory while loading as a stream, above an idle page', streams),
    ...(held === null
      ? []
      : [
          rowOf('memory of the page holding a loaded model, above its bytes, as the browser counts', {
            'weight-store': [Math.max(LEAST_MIB, (held - bytesOf(model)) / MEBIBYTE)],
          }),
        ]),
  ];
}

/** What an engine makes of the bytes that it gets; no part of the store. */
async function engineRow(idle: number, origin: string): Promise<BenchRow> {
  const { id, files } = SMOLLM2_135M_DESK;
  const peak = await withProfile(async (profile) => {
    await withBenchBrowser({ origin, profile }, ({ page }) =>
      page.evaluate((modelId) => globalThis.desksideBench.installModel(modelId), id),
    );
    return withBenchBrowser({ origin, profile }, async (browser) => {
      await browser.page.evaluate((modelId) => globalThis.desksideBench.loadModel(modelId), id);
      return requirePeak(browser);
    });
  });
  return rowOf(
    'memory while the engine loads the starter generator, above an idle page and the model’s bytes',
    {
      'weight-store': [(peak - idle - bytesOf({ files })) / MEBIBYTE],
    },
  );
}

/** The least of the peaks, so that the stores are charged for rather too much than too little. */
async function idlePeak(origin: string): Promise<number | null> {
  const peaks: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const peak = await withProfile((profile) =>
      withBenchBrowser({ origin, profile }, async ({ context, page }) => {
        await measure(page, { kind: 'idle' });
        return peakPageMemory(context);
      }),
    );
    if (peak === null) return null;
    peaks.push(peak);
  }
  return Math.min(...peaks);
}

/** MiB. */
async function peakAbove(
  baseBytes: number,
  origin: string,
  profile: string,
  task: StoreTask,
): Promise<number> {
  const peak = await withBenchBrowser({ origin, profile }, async (browser) => {
    await measure(browser.page, task);
    return requirePeak(browser);
  });
  return Math.max(LEAST_MIB, (peak - baseBytes) / MEBIBYTE);
}

async function requirePeak({ context }: BenchBrowser): Promise<number> {
  const peak = await peakPageMemory(context);
  if (peak === null) throw new Error('The system no longer tells the peak of the page’s process.');
  return peak;
}

const bytesOf = ({ files }: Pick<ModelEntry, 'files'>): number =>
  files.reduce((sum, file) => sum + file.bytes, 0);

function rowOf(name: string, mebibytes: Readonly<Record<string, number[]>>): BenchRow {
  const { 'weight-store': ours = [], ...rivals } = mebibytes;
  return compare({ name, unit: 'MiB', better: 'less', ours, rivals });
}
