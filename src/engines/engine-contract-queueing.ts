import { expect } from 'vitest';
import type { InferenceRequest, InferenceWorkerApi } from '../contracts/inference-api';
import {
  ask,
  ruleOf,
  TURNS,
  type ContractSubject,
  type ContractTarget,
  type SharedModel,
} from './engine-contract-subject';
import { createInferenceService } from './inference-service';

const TEXTS = ['Please pay the invoice.', 'Lunch at noon?'];
const TOKENS = 4;

/** Two calls at once, through the service that stands before every engine. */
export function describeQueueing(
  subject: ContractSubject,
  target: ContractTarget,
  loaded: SharedModel,
): void {
  const rule = ruleOf(subject);

  rule('answers two calls at once in order', async () => {
    const { service, request } = serve(target, loaded);
    const ended: string[] = [];
    const [first, second] = [request('first'), request('second')];
    const outcomes = await Promise.all([
      run(service, target, first).finally(() => ended.push('first')),
      run(service, target, second).finally(() => ended.push('second')),
    ]);
    expect(ended).toEqual(['first', 'second']);
    expect(outcomes[0]).toBe(await expected(target, loaded));
    expect(outcomes[1]).toBe(outcomes[0]);
  });

  rule('leaves out of two calls the one that is cancelled', async () => {
    const whole = await expected(target, loaded);
    for (const cancelled of ['first', 'second']) {
      const { service, request } = serve(target, loaded);
      const calls = ['first', 'second'].map(async (id) => ({
        id,
        outcome: await run(service, target, request(id)),
      }));
      await service.cancel(cancelled);
      for (const { id, outcome } of await Promise.all(calls)) {
        expect(outcome).toBe(id === cancelled ? 'cancelled' : whole);
      }
    }
  });
}

/** The service over the shared model, which it neither loads nor unloads itself. */
function serve(target: ContractTarget, loaded: SharedModel) {
  const { model: entry, variant, weights, threads } = target;
  const service = createInferenceService({
    engines: {
      [variant.engine]: async () => ({ id: variant.engine, load: async () => loaded() }),
    },
    findModel: () => entry,
    openWeights: async () => weights,
    machineMemoryGiB: null,
  });
  const { engine, device, graph, dtype } = variant;
  const request = (requestId: string): InferenceRequest => ({
    requestId,
    modelId: entry.id,
    engine,
    device,
    graph,
    dtype,
    threads,
  });
  return { service, request };
}

/** What a call comes to, in a form that compares: the text, the numbers, or `cancelled`. */
async function run(
  service: InferenceWorkerApi,
  { model: { task } }: ContractTarget,
  request: InferenceRequest,
): Promise<string> {
  if (task === 'feature-extraction') {
    const answer = await service.embed({ ...request, texts: TEXTS });
    return answer.ok ? signOf(answer.value.vectors) : answer.failure.code;
  }
  const answer = await service.generate({ ...request, turns: TURNS, maxTokens: TOKENS }, () => undefined);
  if (!answer.ok) return answer.failure.code;
  return answer.value.finish === 'cancelled' ? 'cancelled' : answer.value.text;
}

async function expected({ model: { task } }: ContractTarget, loaded: SharedModel): Promise<string> {
  if (task === 'text-generation') return (await ask(loaded(), { maxTokens: TOKENS })).result.text;
  const vectors = await loaded().embed(TEXTS, new AbortController().signal);
  return signOf(vectors.flatMap((vector) => [...vector]));
}

function signOf(numbers: Iterable<number>): string {
  return Array.from(numbers, (value) => value.toFixed(4)).join(' ');
}
