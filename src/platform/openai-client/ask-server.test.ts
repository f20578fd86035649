import { afterEach, describe, expect, it, vi } from 'vitest';
import { scriptedServer, silent } from '../../../tests/support/scripted-server';
import { toFailure, type Failure } from '../../contracts/failure';
import { askServerForJson, type ServerQuestion } from './ask-server';
import { listServerModels } from './list-server-models';
import { requestEmbeddings } from './request-embeddings';

const NEVER = new AbortController().signal;
const mute = scriptedServer({}, { '/v1/models': silent, '/v1/embeddings': silent });

const failureOf = (work: Promise<unknown>): Promise<Failure | null> => work.then(() => null, toFailure);

describe('a server that takes a question and never answers', () => {
  afterEach(() => void vi.useRealTimers());

  it('is given up after half a minute when it is asked of itself', async () => {
    vi.useFakeTimers();
    const asked = failureOf(listServerModels(mute, NEVER));
    await vi.advanceTimersByTimeAsync(31_000);
    expect(await asked).toMatchObject({
      code: 'server-unreachable',
      retryable: true,
      message: expect.stringContaining('sent nothing for 30 seconds') as string,
    });
  });

  it('is given minutes when it is asked of a model, which it may fetch into memory first', async () => {
    vi.useFakeTimers();
    const settled = vi.fn();
    const asked = failureOf(requestEmbeddings(mute, 'm', ['text'], NEVER)).finally(settled);
    await vi.advanceTimersByTimeAsync(299_000);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await asked).toMatchObject({
      code: 'server-unreachable',
      message: expect.stringContaining('sent nothing for 5 minutes') as string,
    });
  });

  it('is given up, too, when it stops in the middle of the answer', async () => {
    vi.useFakeTimers();
    const question: ServerQuestion = { address: 'http://localhost:9999/v1/models' };
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => stream.enqueue(new TextEncoder().encode('{"data":')),
    });
    const halting = scriptedServer({}, { '/v1/models': () => new Response(body) });
    const asked = failureOf(askServerForJson(halting, question, NEVER));
    await vi.advanceTimersByTimeAsync(31_000);
    expect((await asked)?.message).toContain('sent nothing for 30 seconds');
  });

  it('is left at once by who cancels', async () => {
    const stop = new AbortController();
    const asked = failureOf(listServerModels(mute, stop.signal));
    stop.abort();
    expect((await asked)?.code).toBe('cancelled');
  });
});
