import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  answer,
  delta,
  events,
  json,
  page,
  scriptedServer,
  SECRET,
  silent,
  streamed,
  unreachable,
  type ScriptedAnswer,
} from '../../../tests/support/scripted-server';
import { toFailure, type Failure } from '../../contracts/failure';
import type { ChatPiece } from './chat-chunk';
import { streamChat } from './stream-chat';

const NEVER = new AbortController().signal;

async function read(respond: ScriptedAnswer, signal = NEVER) {
  const connection = scriptedServer({}, { '/v1/chat/completions': respond });
  const pieces: ChatPiece[] = [];
  let failure: Failure | null = null;
  try {
    for await (const piece of streamChat(connection, { model: 'm' }, signal)) pieces.push(piece);
  } catch (error) {
    failure = toFailure(error);
  }
  const text = pieces.map((piece) => piece.text).join('');
  return { text, pieces, failure, requests: connection.requests };
}

describe('an answer as a stream', () => {
  it('comes piece by piece, with its end and its counts', async () => {
    const { text, pieces, failure } = await read(() =>
      events(
        delta({ role: 'assistant', content: null }),
        delta('Good '),
        delta('morning.'),
        delta({}, 'stop'),
        {
          choices: [],
          usage: { prompt_tokens: 9, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 4 } },
        },
        '[DONE]',
      ),
    );
    expect(failure).toBeNull();
    expect(text).toBe('Good morning.');
    expect(pieces.find(({ finish }) => finish)).toMatchObject({ finish: 'stop' });
    expect(pieces.at(-1)?.usage).toEqual({ promptTokens: 9, newTokens: 3, reusedTokens: 4 });
  });

  it('is the same however its bytes are cut', async () => {
    const anyPiece = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyPiece, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(400), { maxLength: 12 }),
        async (said, newline, cuts) => {
          const lines = [
            ': ping',
            '',
            ...said.flatMap((text) => [`data: ${JSON.stringify(delta(text))}`, '']),
            'event: message',
            `data:${JSON.stringify(delta('', 'length'))}`,
            '',
            'data: [DONE]',
            '',
            '',
          ];
          const bytes = new TextEncoder().encode(lines.join(newline));
          const at = [0, ...cuts.filter((cut) => cut < bytes.length), bytes.length].toSorted((a, b) => a - b);
          const pieces = at.slice(1).map((end, i) => bytes.slice(at[i], end));
          const { text, failure } = await read(() => streamed(pieces));
          expect(failure).toBeNull();
          expect(text).toBe(said.join(''));
        },
      ),
    );
  });

  it('needs neither a last blank line nor a last word', async () => {
    const cut = `data: ${JSON.stringify(delta('Hi'))}\n\ndata: ${JSON.stringify(delta('!', 'stop'))}`;
    expect(await read(() => streamed([cut]))).toMatchObject({ text: 'Hi!', failure: null });
  });

  it('is whole once its end was told, though the connection breaks after it', async () => {
    const whole = `data: ${JSON.stringify(delta('Yes.', 'stop'))}\n\n`;
    expect(await read(() => streamed([whole], 'broken'))).toMatchObject({ text: 'Yes.', failure: null });
  });

  it('tells thoughts from the answer, by either of their names', async () => {
    const { text, pieces } = await read(() =>
      events(
        delta({ reasoning_content: 'Hm. ' }),
        delta({ reasoning: 'Well.', content: '' }),
        delta('Yes.', 'stop'),
      ),
    );
    expect(text).toBe('Yes.');
    expect(pieces.map(({ thought }) => thought).join('')).toBe('Hm. Well.');
  });

  it('may come in one piece from a server that does not stream', async () => {
    const whole = {
      choices: [{ message: { role: 'assistant', content: 'Yes.' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 2, completion_tokens: 1 },
    };
    const { text, pieces, failure } = await read(() => json(200, whole));
    expect(failure).toBeNull();
    expect(text).toBe('Yes.');
    expect(pieces).toHaveLength(1);
  });
});

describe('a stream that goes wrong', () => {
  it.each([
    ['closed', 'closed'],
    ['broken', 'broken'],
  ] as const)('keeps what came when the connection is %s in the middle', async (_how, end) => {
    const { text, failure } = await read(() =>
      streamed([`data: ${JSON.stringify(delta('Half an '))}\n\n`, 'data: {"choices":[{"del'], end),
    );
    expect(text).toBe('Half an ');
    expect(failure).toMatchObject({ code: 'server-unreachable', retryable: true });
  });

  it.each([
    ['llama.cpp', { error: { code: 500, message: 'Context size has been exceeded.', type: 'server_error' } }],
    ['LM Studio', { error: { message: 'Trying to keep the first 5000 tokens when context the overflows.' } }],
  ])('says that it was too long when %s finds out late', async (_product, error) => {
    const { text, failure } = await read(() => events(delta('So'), error));
    expect(text).toBe('So');
    expect(failure).toMatchObject({ code: 'context-overflow', retryable: false });
  });

  it.each([
    ['busy', { error: { message: 'Overloaded', code: 503 } }, true],
    ['not able', { error: { message: 'Unsupported grammar', type: 'BadRequestError', code: 400 } }, false],
    ['failing', { error: { message: 'Something broke', type: 'server_error' } }, true],
  ])('believes a server that says in the middle that it is %s', async (_what, error, retryable) => {
    const { failure } = await read(() => events(delta('So'), error));
    expect(failure).toMatchObject({ code: 'server-refused', retryable });
  });

  it('understands an error that comes as bare JSON in the middle', async () => {
    const piece = `data: ${JSON.stringify(delta('So'))}\n\n`;
    const { text, failure } = await read(() =>
      streamed([piece, '{"error":{"message":"llama runner process has terminated","type":"api_error"}}\n']),
    );
    expect(text).toBe('So');
    expect(failure).toMatchObject({ code: 'server-refused', retryable: true });
    expect(failure?.detail).toContain('runner process has terminated');
  });

  it.each([
    ['no JSON', () => streamed(['data: Good morning\n\n'])],
    ['JSON of something else', () => streamed(['data: 7\n\n'])],
    ['an answer of something else', () => json(200, { hello: 'world' })],
    ['an event without end', () => streamed([`data: ${'x'.repeat(5 * 2 ** 20)}`])],
  ])('refuses %s', async (_what, respond) => {
    expect((await read(respond)).failure).toMatchObject({ code: 'server-refused', retryable: false });
  });

  it('names a web page for what it is', async () => {
    const { failure } = await read(() => page(200));
    expect(failure?.code).toBe('server-refused');
    expect(failure?.message).toContain('a web page');
  });

  it('says when there is no connection', async () => {
    const { failure } = await read(() => unreachable());
    expect(failure).toMatchObject({ code: 'server-unreachable', retryable: true });
  });
});

describe('a stream that is left', () => {
  it('ends the request when its reader has enough', async () => {
    const cancelled = vi.fn();
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) =>
        controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(delta('on '))}\n\n`)),
      cancel: cancelled,
    });
    const headers = { 'content-type': 'text/event-stream' };
    const connection = scriptedServer({}, { '/v1/chat/completions': () => new Response(body, { headers }) });
    for await (const piece of streamChat(connection, { model: 'm' }, NEVER)) {
      expect(piece.text).toBe('on ');
      break;
    }
    expect(cancelled).toHaveBeenCalledOnce();
  });

  it('is cancelled before it has begun', async () => {
    const controller = new AbortController();
    const reading = read(silent, controller.signal);
    controller.abort();
    expect((await reading).failure?.code).toBe('cancelled');
  });
});

describe('a server that falls silent', () => {
  afterEach(() => void vi.useRealTimers());

  it('is given up after minutes', async () => {
    vi.useFakeTimers();
    const reading = read(silent);
    await vi.advanceTimersByTimeAsync(301_000);
    expect((await reading).failure).toMatchObject({ code: 'server-unreachable', retryable: true });
  });

  it('is waited for while anything comes, be it a sign of life', async () => {
    vi.useFakeTimers();
    const lines = [': ping\n\n', ': ping\n\n', `data: ${JSON.stringify(delta('At last.', 'stop'))}\n\n`];
    const reading = read((_request, signal) => {
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 200_000));
          if (signal.aborted) return controller.error(new DOMException('aborted', 'AbortError'));
          const line = lines.shift();
          if (line === undefined) controller.close();
          else controller.enqueue(new TextEncoder().encode(line));
        },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    });
    await vi.advanceTimersByTimeAsync(900_000);
    expect(await reading).toMatchObject({ text: 'At last.', failure: null });
  });
});

it('sends the key to the server in its header and nowhere else, and nothing of the page', async () => {
  const { requests } = await read(() => answer('Hi'));
  const [request] = requests;
  expect(request?.headers['Authorization']).toBe(`Bearer ${SECRET}`);
  expect(request?.url).not.toContain(SECRET);
  expect(JSON.stringify(request?.body)).not.toContain(SECRET);
  expect(request?.manner).toEqual({
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
  });
});

it.each<[string, ScriptedAnswer]>([
  ['the server', () => json(500, { error: `${'x'.repeat(290)} wrong key ${SECRET} given` })],
  [
    'the browser',
    () => {
      throw new TypeError(`"Bearer ${SECRET}" is an invalid header value.`);
    },
  ],
])('does not repeat the key in a failure, though %s does', async (_who, respond) => {
  const { failure } = await read(respond);
  expect(failure).not.toBeNull();
  expect(JSON.stringify(failure)).not.toContain(SECRET.slice(0, 8));
});
