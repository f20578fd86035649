import { describe, expect, it } from 'vitest';
import type { AnswerSample } from '../../src/app/speed/measure-answer';
import { OURS, type Contest } from './engine-contest';
import { rowsOf, type EngineMeasure } from './engine-rows';
import { renderEngineTables } from './engine-tables';
import type { EngineWay } from './engine-way';

const WAY: EngineWay = {
  modelId: 'writer',
  task: 'text-generation',
  way: { engine: 'transformers', device: 'wasm', graph: 'model', dtype: 'q4', threads: 2 },
  address: null,
  weightBytes: 5e8,
  emulated: false,
};
const EMBEDDER: EngineWay = { ...WAY, modelId: 'reader', task: 'feature-extraction', weightBytes: null };

const sample = (tokensPerSecond: number | null, change: Partial<AnswerSample> = {}): AnswerSample => ({
  promptTokens: 1000,
  reusedTokens: 0,
  newTokens: 33,
  firstTokenMs: 500,
  tokensPerSecond,
  text: '',
  ...change,
});

const NOTHING: Contest = {
  load: {},
  memory: {},
  short: {},
  long: {},
  texts: { 32: {}, 256: {} },
  tooSlow: {},
};
const CONTEST: Contest = {
  ...NOTHING,
  load: { [OURS]: [2400, 2600], 'bare engine': [2000] },
  memory: { [OURS]: [2 ** 30] },
  short: { [OURS]: [sample(19), sample(21)], 'bare engine': [sample(20)], 'llama.cpp': [sample(50)] },
  long: {
    [OURS]: [{ first: sample(18, { firstTokenMs: 8000 }), second: sample(18, { reusedTokens: 980 }) }],
    'bare engine': [
      { first: sample(18, { firstTokenMs: 7600 }), second: sample(18, { firstTokenMs: 7600 }) },
    ],
  },
};

function rowOf(measure: EngineMeasure, contest = CONTEST, way = WAY) {
  const row = rowsOf(way, contest, 30e9).find((one) => one.measure === measure);
  return row ?? expect.unreachable(measure);
}

describe('the rows of a way', () => {
  it('compare how fast it writes with the bare engine, native llama.cpp and the speed of memory', () => {
    expect(rowOf('tokens-short')).toMatchObject({
      name: 'writer, transformers.js, q4, WASM, 2 threads: new tokens after a prompt of some 50',
      ours: 20,
      rivals: { 'bare engine': 20, 'llama.cpp': 50, 'memory limit': 60 },
      ratio: { 'bare engine': 1, 'llama.cpp': 0.4, 'memory limit': 0.3333 },
    });
  });

  it('count waiting the other way round', () => {
    expect(rowOf('first-token-long')).toMatchObject({ ours: 8000, ratio: { 'bare engine': 0.95 } });
    expect(rowOf('load')).toMatchObject({ ours: 2500, ratio: { 'bare engine': 0.8 } });
    expect(rowOf('memory')).toMatchObject({ ours: 1024, unit: 'MiB', rivals: {} });
  });

  it('tell what a second request on the same mail has to read', () => {
    expect(rowOf('tokens-read-second')).toMatchObject({
      ours: 20,
      rivals: { 'bare engine': 1000, 'whole prompt': 1000 },
      ratio: { 'whole prompt': 50 },
    });
    expect(rowOf('first-token-second').ratio).toEqual({ 'bare engine': 15.2, 'first request': 16 });
  });

  it('leave out answers that were too short to tell, and measures that nobody took', () => {
    const short = { [OURS]: [sample(null), sample(20)], 'bare engine': [sample(null)] };
    expect(rowOf('tokens-short', { ...CONTEST, short })).toMatchObject({
      ours: 20,
      rivals: { 'memory limit': 60 },
      rounds: 1,
    });
    const measures = rowsOf(EMBEDDER, { ...NOTHING, load: { [OURS]: [1] } }, 30e9).map(
      ({ measure }) => measure,
    );
    expect(measures).toEqual(['load']);
  });
});

it('becomes tables of what writes and what embeds, a line for each way', () => {
  const texts = { 32: { [OURS]: [40], 'bare engine': [41] }, 256: { [OURS]: [5] } };
  const tables = renderEngineTables({
    machine: {
      processor: 'Test',
      cores: 2,
      memoryGiB: 8,
      system: 'linux x64',
      browser: 'Chromium 1',
      node: 'v20',
      date: '2026-11-26',
      memoryBytesPerSecond: { 1: 33e9, 2: 60e9 },
    },
    rows: [...rowsOf(WAY, CONTEST, 30e9), ...rowsOf(EMBEDDER, { ...NOTHING, texts }, 30e9)],
    failures: [{ name: 'writer, wllama', reason: 'It would not load.' }],
  });
  const lines = tables.split('\n');
  const writer = lines.find((line) => line.startsWith('| writer'));
  expect(writer).toContain('transformers.js, q4, WASM, 2 threads | 20 | 18 | 1.00 | 0.40 | 0.33 |');
  expect(writer).toContain('2.5 s | 1024 MiB |');
  expect(lines.find((line) => line.startsWith('| reader'))).toContain('| 40 | 0.98 | 5.0 | – | – | – |');
  expect(tables).toContain('33 GB/s with 1 thread, 60 GB/s with 2 threads');
  expect(tables).toContain('Not measured: writer, wllama (It would not load.)');
  const widths = lines
    .filter((line) => line.startsWith('| writer') || line.startsWith('| model and way | tokens'))
    .map((line) => line.split('|').length);
  expect(new Set(widths).size).toBe(1);
});
