import { expect, onTestFinished } from 'vitest';
import { DesksideError, type Failure } from '../../src/contracts/failure';
import type { FakeEngineOptions } from '../../src/engines/fake/fake-engine';
import { FAKE_GENERATOR } from '../../src/engines/fake/fake-models';
import type { GpuFacts } from '../../src/contracts/machine';
import type { InferenceMachine } from '../../src/worker-client/device-steps';
import { createInferenceClient, type InferenceClientOptions } from '../../src/worker-client/inference-client';
import { findFakeModel, startFakeWorker, type FakeWorker } from './fake-inference-worker';

export const TURNS = [{ role: 'user', content: 'one two three' }] as const;
export const WHOLE = new Array(10).fill('one two three').join(' ');
export const DEAD: Failure = { code: 'worker-died', message: 'The device was lost.', retryable: true };
export const GPU: GpuFacts = {
  name: 'test gpu',
  shaderF16: true,
  isFallback: false,
  maxBufferSize: 2 ** 30,
  maxStorageBufferBindingSize: 2 ** 30,
};

export function machineWith(gpu: GpuFacts | null = null, threads = 2): InferenceMachine {
  return { threads, crossOriginIsolated: threads > 1, probeGpu: () => Promise.resolve(gpu) };
}

/** A client over fake workers; the n-th worker runs the n-th engine, the last one runs all further workers. */
export function setUp(
  engines: readonly FakeEngineOptions[] = [{}],
  options: Partial<InferenceClientOptions> = {},
) {
  const workers: FakeWorker[] = [];
  const client = createInferenceClient({
    findModel: findFakeModel,
    machine: machineWith(),
    spawn: () => {
      const worker = startFakeWorker(engines[workers.length] ?? engines.at(-1), options.findModel);
      workers.push(worker);
      return worker;
    },
    ...options,
  });
  onTestFinished(() => client.dispose());
  return { client, workers, generator: client.generator(FAKE_GENERATOR) };
}

export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  return work.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => (error instanceof DesksideError ? error.failure : expect.unreachable(String(error))),
  );
}

/** A gate that an engine waits at before a token; `reached` resolves when it does. */
export function gateAt(token: number) {
  let open: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  let passedKnownAnswer = false;
  const pause = async (step: { token: number }) => {
    // The known-answer check comes through here first.
    if (!passedKnownAnswer) {
      passedKnownAnswer = step.token === 1;
      return;
    }
    if (step.token !== token) return;
    arrive();
    await opened;
  };
  return { pause, open: () => open(), reached };
}
