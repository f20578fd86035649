import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { setUp, machineWith } from '../../../tests/support/fake-inference-client';
import { DesksideError } from '../../contracts/failure';
import type { MachineProbe } from '../../contracts/machine';
import type { ModelEntry } from '../../contracts/model';
import type { FakeEngineOptions } from '../../engines/fake/fake-engine';
import { FAKE_EMBEDDER, FAKE_GENERATOR } from '../../engines/fake/fake-models';
import { createObservable } from '../../platform/observable';
import { createMemoryPageStorage } from '../../platform/page-storage';
import type { MachineFacts } from '../api';
import { createSpeedRunner, type SpeedRunnerParts } from './speed-runner';
import type { SpeedReport } from './speed-report';

const WRITER: ModelEntry = {
  ...FAKE_GENERATOR,
  contextLength: 8192,
  parameters: 1e6,
  files: [
    { path: 'config.json', bytes: 2, sha256: '' },
    { path: 'weights', bytes: 500_000, sha256: '' },
  ],
  variants: FAKE_GENERATOR.variants.map((variant) => ({ ...variant, files: ['weights'] })),
};
const MODELS = [FAKE_EMBEDDER, WRITER];
const findModel = (id: string) => MODELS.find((model) => model.id === id);
const PROBE: MachineProbe = { memoryBytesPerSecond: 1e9, gpuBytesPerSecond: null, measuredAt: 1 };

beforeEach(() => {
  vi.stubGlobal('navigator', { hardwareConcurrency: 2, userAgent: 'Test' });
  onTestFinished(() => void vi.unstubAllGlobals());
});

function setUpSpeed(engines: readonly FakeEngineOptions[] = [{}], parts: Partial<SpeedRunnerParts> = {}) {
  const { client, workers, generator } = setUp(engines, { findModel, machine: machineWith(null, 2) });
  const report = createObservable<SpeedReport | null>(null);
  const storage = parts.storage ?? createMemoryPageStorage();
  let probe: MachineProbe | null = null;
  const runner = createSpeedRunner({
    version: '1.2.3',
    client,
    findModel: (id) => findModel(id) ?? expect.unreachable(id),
    machine: () => ({ memoryGiB: 8, gpu: null, probe }) as MachineFacts,
    probeMachine: async () => {
      probe = PROBE;
    },
    storage,
    report,
    isWorking: () => false,
    pauseTrials: async () => undefined,
    clock: { now: () => 1_234 },
    countMemory: async () => 700_000,
    ...parts,
  });
  const measure = (...ids: string[]) => runner.measure(ids, new AbortController().signal);
  return { client, workers, generator, report, runner, storage, measure };
}

/** Stops as soon as so many rows are there. */
function abortAfter(rows: number, report: ReturnType<typeof setUpSpeed>['report'], abort: () => void): void {
  const end = report.subscribe((now) => {
    if (now?.state === 'running' && now.rows.length === rows && now.progress !== null) abort();
  });
  onTestFinished(() => void end());
}

test('every way of every model becomes a row, and those that this machine has not say why', async () => {
  const { report, measure, workers } = setUpSpeed();
  await measure(WRITER.id, FAKE_EMBEDDER.id);
  const rows = report.get()?.rows ?? [];
  expect(rows.map(({ modelId, device, way }) => [modelId, device, way?.threads ?? null])).toEqual([
    [WRITER.id, 'webgpu', null],
    [WRITER.id, 'wasm', 2],
    [WRITER.id, 'wasm', 1],
    [FAKE_EMBEDDER.id, 'webgpu', null],
    [FAKE_EMBEDDER.id, 'wasm', 2],
    [FAKE_EMBEDDER.id, 'wasm', 1],
  ]);
  expect(rows[0]?.failure?.message).toContain('no WebGPU');
  expect(rows[1]).toMatchObject({ embedding: null, failure: null, memoryBytes: 700_000 });
  expect(rows[1]?.generation?.short.tokensPerSecond).toBeGreaterThan(0);
  expect(rows[1]?.generation?.second?.reusedTokens).toBeGreaterThan(500);
  expect(rows[1]?.mostTokensPerSecond).toBe(1e9 / 500_000);
  expect(rows[4]?.embedding?.longTextsPerSecond).toBeGreaterThan(0);
  expect(report.get()).toMatchObject({ version: '1.2.3', measuredAt: 1_234, state: 'done', progress: null });
  expect(report.get()?.machine).toMatchObject({ cores: 2, memoryBytesPerSecond: 1e9 });
  expect(workers.every(({ terminated }) => terminated)).toBe(true);
});

test('memory that the browser cannot have counted is not told', async () => {
  const { report, measure } = setUpSpeed([{}], { countMemory: async () => 100 });
  await measure(WRITER.id);
  expect(report.get()?.rows.map(({ memoryBytes }) => memoryBytes)).toEqual([null, null, null]);
});

test('a way that fails is a row with its reason, and the next is measured', async () => {
  const { report, measure } = setUpSpeed([{ answer: () => 'nonsense' }, {}]);
  await measure(WRITER.id);
  const [, failed, passed] = report.get()?.rows ?? [];
  expect(failed).toMatchObject({
    way: { threads: 2 },
    generation: null,
    failure: { code: 'known-answer-failed' },
  });
  expect(passed).toMatchObject({ way: { threads: 1 }, failure: null });
});

test('the last report is kept for the next visit', async () => {
  const { report, measure, storage } = setUpSpeed();
  await measure(FAKE_EMBEDDER.id);
  const next = setUpSpeed([{}], { storage });
  next.runner.showKept();
  expect(next.report.get()).toEqual(report.get());
});

test('what another version kept, and what is no report at all, is not shown', () => {
  const { storage, report, runner } = setUpSpeed();
  for (const kept of ['{"format":0,"report":{}}', '{', 'null', '7']) {
    storage.setItem('deskside.speed', kept);
    runner.showKept();
    expect(report.get()).toBeNull();
  }
});

test('stopped by the user, it keeps the rows that are there', async () => {
  const { report, runner, storage } = setUpSpeed();
  const abort = new AbortController();
  abortAfter(2, report, () => abort.abort());
  await runner.measure([WRITER.id, FAKE_EMBEDDER.id], abort.signal);
  expect(report.get()).toMatchObject({ state: 'stopped', progress: null });
  expect(report.get()?.rows).toHaveLength(2);
  expect(storage.getItem('deskside.speed')).toContain('"stopped"');
});

test('stopped before anything is measured, it leaves the report that was there', async () => {
  const { report, runner, measure } = setUpSpeed();
  await measure(FAKE_EMBEDDER.id);
  const before = report.get();
  const abort = new AbortController();
  // What the machine has not is told before anything is measured.
  abortAfter(1, report, () => abort.abort());
  await runner.measure([WRITER.id], abort.signal);
  expect(report.get()).toBe(before);
});

test('ends when other work begins, which would falsify it', async () => {
  const { report, measure, generator } = setUpSpeed();
  let work: Promise<unknown> | null = null;
  abortAfter(2, report, () => {
    work ??= generator.generate({ turns: [{ role: 'user', content: 'hi' }], maxTokens: 2 });
  });
  await measure(WRITER.id, FAKE_EMBEDDER.id);
  expect(report.get()?.state).toBe('disturbed');
  await expect(work).resolves.toMatchObject({ newTokens: 2 });
});

test('is not begun while Deskside is at work', async () => {
  const { report, measure } = setUpSpeed([{}], { isWorking: () => true });
  await expect(measure(WRITER.id)).rejects.toMatchObject({ failure: { code: 'request-unsupported' } });
  expect(report.get()).toBeNull();
});

test('is not begun while a draft is written, whose model stays loaded', async () => {
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const { client, report, measure, generator } = setUpSpeed([{ pause: () => held }]);
  const unload = vi.spyOn(client, 'unload');
  const draft = generator.generate({ turns: [{ role: 'user', content: 'hi' }], maxTokens: 2 });
  await vi.waitUntil(() => client.busy.get());
  await expect(measure(WRITER.id)).rejects.toMatchObject({ failure: { code: 'request-unsupported' } });
  expect(unload).not.toHaveBeenCalled();
  expect(report.get()).toBeNull();
  goOn();
  await expect(draft).resolves.toMatchObject({ newTokens: 2 });
});

test('waits for the end of a trial, which is no work that refuses it', async () => {
  let onTrial = true;
  const { report, measure } = setUpSpeed([{}], {
    isWorking: () => onTrial,
    pauseTrials: async () => {
      await Promise.resolve();
      onTrial = false;
    },
  });
  await measure(FAKE_EMBEDDER.id);
  expect(report.get()?.state).toBe('done');
});

test('stopped while a trial ends, it unloads nothing', async () => {
  const abort = new AbortController();
  const { client, report, runner, generator } = setUpSpeed([{}], { pauseTrials: async () => abort.abort() });
  await generator.generate({ turns: [{ role: 'user', content: 'hi' }], maxTokens: 2 });
  expect(client.loaded.get()).toHaveLength(1);
  const unload = vi.spyOn(client, 'unload');
  await runner.measure([WRITER.id], abort.signal);
  expect(unload).not.toHaveBeenCalled();
  expect(report.get()).toBeNull();
});

test('tells why the machine could not be probed', async () => {
  const failure = { code: 'out-of-memory', message: 'Too little memory.', retryable: true } as const;
  const { report, measure } = setUpSpeed([{}], {
    probeMachine: () => Promise.reject(new DesksideError(failure)),
  });
  await expect(measure(WRITER.id)).rejects.toMatchObject({ failure });
  expect(report.get()).toBeNull();
});
