import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askRecorded } from '../../tests/support/ask-recorded';
import { delta, events, json, streamed } from '../../tests/support/scripted-server';
import { askProvider } from './ask-provider.ts';
import { OPENAI } from './openai/openai-adapter.ts';
import { ProviderError } from './provider-problem.ts';
import { retryAfterMs } from './retry-after.ts';

const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

describe('a stream', () => {
  it('says the same however its bytes are split', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(400), { maxLength: 12 }),
        async (words, cuts) => {
          const whole =
            words.map((word) => event(delta(word))).join('') + event(delta('', 'stop')) + 'data: [DONE]\n\n';
          const bytes = new TextEncoder().encode(whole);
          const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
          const pieces = places.slice(1).map((place, index) => bytes.slice(places[index], place));
          const answer = await askRecorded(OPENAI, streamed(pieces));
          expect(answer).toMatchObject({ text: words.join(''), finish: 'stop', problem: null });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('cut anywhere before its end is never taken for whole', async () => {
    const whole =
      event(delta('Good ')) + event(delta('morning.')) + event(delta('', 'stop')) + 'data: [DONE]\n\n';
    const endsAt = whole.indexOf('"stop"') + '"stop"'.length;
    for (let length = 0; length < endsAt; length++) {
      for (const end of ['closed', 'broken'] as const) {
        const answer = await askRecorded(OPENAI, streamed([whole.slice(0, length)], end));
        expect(answer.problem, whole.slice(0, length)).toMatchObject({ status: 200 });
      }
    }
  });

  it('whose connection breaks after its end is whole', async () => {
    const answer = await askRecorded(OPENAI, streamed([event(delta('Yes.', 'stop'))], 'broken'));
    expect(answer).toMatchObject({ text: 'Yes.', problem: null });
  });

  it('without a last blank line is whole', async () => {
    expect(
      (await askRecorded(OPENAI, streamed([event(delta('Yes.', 'stop')).trimEnd()]))).problem,
    ).toBeNull();
  });

  it('is cancelled when the reader leaves', async () => {
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => stream.enqueue(new TextEncoder().encode(event(delta('Good ')))),
      cancel: () => void (isCancelled = true),
    });
    const response = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    const request = { model: 'm', turns: [], maxTokens: 1, stream: true };
    const options = { fetch: () => Promise.resolve(response), signal: new AbortController().signal };
    const asked = askProvider(OPENAI, { baseUrl: 'https://x/', apiKey: null }, request, options);
    await asked.next();
    await asked.return();
    expect(isCancelled).toBe(true);
  });

  it('that is left by its signal rejects with the signal’s reason', async () => {
    const stop = new AbortController();
    const request = { model: 'm', turns: [], maxTokens: 1, stream: true };
    const fetch = (): Promise<Response> => {
      stop.abort(new RangeError('enough'));
      return Promise.reject(new TypeError('aborted'));
    };
    const asked = askProvider(OPENAI, { baseUrl: 'https://x/', apiKey: null }, request, {
      fetch,
      signal: stop.signal,
    });
    await expect(asked.next()).rejects.toThrow(new RangeError('enough'));
  });
});

it('does not follow a redirect', async () => {
  const moved = new Response(null, { status: 302, headers: { location: 'http://169.254.169.254/' } });
  expect((await askRecorded(OPENAI, moved)).problem?.kind).toBe('unavailable');
});

it('an event that is no JSON fails the stream', async () => {
  const answer = await askRecorded(OPENAI, events(delta('Good '), '{"choices":[{', delta('', 'stop')));
  expect(answer).toMatchObject({ text: 'Good ', problem: { kind: 'malformed' } });
});

it('an error holds no word of the provider’s', async () => {
  const error = new ProviderError('unavailable');
  expect(error.message).toBe('unavailable');
  const { problem } = await askRecorded(OPENAI, json(500, { error: { message: 'secret' } }));
  expect(JSON.stringify(problem)).not.toContain('secret');
});

describe('how long to wait', () => {
  const now = Date.parse('2026-11-26T12:00:00Z');
  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': 'Thu, 26 Nov 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Thu, 26 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '1250', 'retry-after': '2' }, 1250],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '99999999999' }, 24 * 60 * 60_000],
    [{}, null],
  ])('%j is %s ms', (headers, ms) => {
    expect(retryAfterMs(new Headers(headers as Record<string, string>), now)).toBe(ms);
  });
});
