import * as Comlink from 'comlink';
import { describe, expect, it } from 'vitest';
import type { EmbeddedLabelSet, EmbeddedText, LabelVerdict, LabelWorkerApi } from '../contracts/labels';
import { toFailure } from '../contracts/failure';
import { createLabelClient } from './label-client';
import type { LanePatience, WorkerLike } from './worker-lane';

const PATIENCE: LanePatience = { pingEveryMs: 10, pingLimitMs: 30, cancelLimitMs: 30 };
const SET: EmbeddedLabelSet = { labels: [], examples: [], leastConfidence: 0 };

function textsOf(count: number): EmbeddedText[] {
  return Array.from({ length: count }, (_, i) => ({ text: `text ${i}`, vector: Float32Array.of(i, -i) }));
}

/** A worker that answers each text with itself and its vector; `judge` may be replaced. */
function echoWorker(judge: LabelWorkerApi['judge'] = async () => ({ ok: true, value: null })): WorkerLike {
  const held: EmbeddedText[] = [];
  const api: LabelWorkerApi = {
    async add({ texts, values, dimensions }) {
      texts.forEach((text, i) =>
        held.push({ text, vector: values.slice(i * dimensions, (i + 1) * dimensions) }),
      );
      return { ok: true, value: null };
    },
    judge,
    async verdicts(start, count) {
      const value = held
        .slice(start, start + count)
        .map(
          ({ text, vector }) => ({ likeliest: text, reasons: [vector.join()] }) as unknown as LabelVerdict,
        );
      return { ok: true, value };
    },
    cancel: async () => undefined,
    ping: async () => 'pong',
  };
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(api, port2);
  const terminate = (): void => {
    port1.close();
    port2.close();
  };
  return Object.assign(port1, { terminate }) as unknown as WorkerLike;
}

/** Neither judges nor answers a ping, as a worker that the browser has ended. */
function deadWorker(): WorkerLike {
  const { port1 } = new MessageChannel();
  return Object.assign(port1, { terminate: () => port1.close() }) as unknown as WorkerLike;
}

describe('the label client', () => {
  it('hands each text over once, and has its verdict', async () => {
    let workers = 0;
    const client = createLabelClient(() => {
      workers += 1;
      return echoWorker();
    }, PATIENCE);
    const { signal } = new AbortController();
    await client.judge(textsOf(300), SET, signal);
    const verdicts = await client.judge(textsOf(600), SET, signal);
    expect(verdicts.map(({ likeliest }) => likeliest)).toEqual(textsOf(600).map(({ text }) => text));
    expect(verdicts[599]?.reasons).toEqual(['599,-599']);
    expect(workers).toBe(1);
    client.end();
  });

  it('begins again with a new worker when one dies, and tells it all texts', async () => {
    const workers = [deadWorker(), echoWorker()];
    const client = createLabelClient(() => workers.shift() ?? deadWorker(), PATIENCE);
    const verdicts = await client.judge(textsOf(3), SET, new AbortController().signal);
    expect(verdicts).toHaveLength(3);
    client.end();
  });

  it('says so when the second one dies as well', async () => {
    const client = createLabelClient(deadWorker, PATIENCE);
    const judged = client.judge(textsOf(3), SET, new AbortController().signal);
    expect(await judged.then(() => null, toFailure)).toMatchObject({ code: 'worker-died', retryable: true });
  });

  it('stops when it is cancelled, also where the worker does not hear it', async () => {
    const client = createLabelClient(() => echoWorker(() => new Promise(() => undefined)), PATIENCE);
    const controller = new AbortController();
    const judged = client.judge(textsOf(3), SET, controller.signal);
    setTimeout(() => controller.abort(), 20);
    expect(await judged.then(() => null, toFailure)).toMatchObject({ code: 'cancelled' });
    client.end();
  });
});
