import { describe, expect } from 'vitest';
import { createInferenceClient, type InferenceClient } from '../worker-client/inference-client';
import {
  ANSWER_TOKENS,
  ruleOf,
  TURNS,
  type ContractSubject,
  type ContractTarget,
  type ContractWorker,
} from './engine-contract-subject';

const WITHOUT_WORKER = 'it is not run in a worker here';
const TEXTS = Array.from(
  { length: 40 },
  (_, i) => `Text ${i} of some that are embedded while something happens.`,
);

/** A worker may be lost at any moment; what runs goes on in the next one, and the call after it is whole. */
export function describeWorkerLife(subject: ContractSubject): void {
  const target = subject.scope === 'smoke' ? subject.embedder : (subject.generator ?? subject.embedder);
  const { spawnWorker } = subject;
  describe('in a worker', () => {
    const rule = ruleOf(subject);
    const losesDevices = target?.variant.device === 'webgpu';
    const survives = (befall: (worker: ContractWorker) => void) => async () => {
      if (!target || !spawnWorker) return expect.unreachable('skipped without a worker');
      await expectSurvival(target, () => spawnWorker(target), befall);
    };

    rule(
      'survives the death of its worker',
      survives((worker) => worker.kill()),
      spawnWorker && target ? undefined : WITHOUT_WORKER,
    );
    rule(
      'survives the loss of its device',
      survives((worker) => worker.loseDevice?.()),
      !spawnWorker || !target ? WITHOUT_WORKER : losesDevices ? undefined : 'it computes without a GPU',
    );
  });
}

async function expectSurvival(
  target: ContractTarget,
  spawn: () => ContractWorker,
  befall: (worker: ContractWorker) => void,
): Promise<void> {
  const workers: ContractWorker[] = [];
  const client = createInferenceClient({
    findModel: () => ({ ...target.model, variants: [target.variant] }),
    spawn: () => {
      const worker = spawn();
      workers.push(worker);
      return worker.worker;
    },
    machine: machineFor(target),
  });
  const strike = () => befall(workers.at(-1) ?? expect.unreachable('there is no worker'));
  try {
    await (target.model.task === 'text-generation'
      ? expectAnswerToSurvive(client, target, strike)
      : expectVectorsToSurvive(client, target, strike));
    expect(workers).toHaveLength(2);
  } finally {
    client.dispose();
  }
}

async function expectAnswerToSurvive(
  client: InferenceClient,
  { model }: ContractTarget,
  strike: () => void,
): Promise<void> {
  const generator = client.generator(model);
  const request = { turns: TURNS, maxTokens: ANSWER_TOKENS };
  const whole = (await generator.generate(request)).text;
  let streamed = '';
  let pieces = 0;
  const struck = await generator.generate(request, {
    onText(piece) {
      streamed += piece;
      pieces += 1;
      if (pieces === 2) strike();
    },
  });
  expect(struck.finish).not.toBe('cancelled');
  expect(struck.text).toBe(streamed);
  expect(struck.text.length).toBeGreaterThan(whole.length / 2);
  expect((await generator.generate(request)).text).toBe(whole);
}

async function expectVectorsToSurvive(
  client: InferenceClient,
  { model }: ContractTarget,
  strike: () => void,
): Promise<void> {
  const embedder = client.embedder(model.id);
  const whole = await embedder.embed(TEXTS);
  const running = embedder.embed(TEXTS);
  setTimeout(strike);
  const struck = await running;
  const again = await embedder.embed(TEXTS);
  expect(struck).toHaveLength(TEXTS.length);
  for (const [i, vector] of whole.entries()) {
    expect(difference(vector, struck[i])).toBeLessThan(1e-3);
    expect(difference(vector, again[i])).toBeLessThan(1e-3);
  }
}

function difference(a: Float32Array, b: Float32Array | undefined): number {
  return Math.max(...a.map((value, i) => Math.abs(value - (b?.[i] ?? NaN))));
}

/** A machine on which the target's variant comes first. */
function machineFor({ threads }: ContractTarget) {
  const limit = 2 ** 31;
  return {
    threads,
    crossOriginIsolated: threads > 1,
    probeGpu: async () => ({
      name: 'whatever is here',
      shaderF16: true,
      isFallback: false,
      maxBufferSize: limit,
      maxStorageBufferBindingSize: limit,
    }),
  };
}
