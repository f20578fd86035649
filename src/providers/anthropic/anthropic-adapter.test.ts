import { describe, expect, it } from 'vitest';
import { askRecorded } from '../../../tests/support/ask-recorded';
import { json, streamed } from '../../../tests/support/scripted-server';
import { ANTHROPIC } from './anthropic-adapter.ts';

const event = (name: string, data: object): string =>
  `event: ${name}\ndata: ${JSON.stringify({ type: name, ...data })}\n\n`;

/** As in the guide to streaming: https://docs.claude.com/en/docs/build-with-claude/streaming. */
const START = event('message_start', {
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    content: [],
    model: 'claude-x',
    stop_reason: null,
    usage: {
      input_tokens: 25,
      cache_read_input_tokens: 100,
      cache_creation_input_tokens: 0,
      output_tokens: 1,
    },
  },
});
const PING = event('ping', {});
const THOUGHT =
  event('content_block_start', {
    index: 0,
    content_block: { type: 'thinking', thinking: '', signature: '' },
  }) +
  event('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking: 'Hm.' } }) +
  event('content_block_delta', { index: 0, delta: { type: 'signature_delta', signature: 'EqQB' } }) +
  event('content_block_stop', { index: 0 });
const TEXT =
  event('content_block_start', { index: 1, content_block: { type: 'text', text: '' } }) +
  event('content_block_delta', { index: 1, delta: { type: 'text_delta', text: 'Good' } }) +
  event('content_block_delta', { index: 1, delta: { type: 'text_delta', text: ' morning.' } }) +
  event('content_block_stop', { index: 1 });
const end = (reason: string): string =>
  event('message_delta', {
    delta: { stop_reason: reason, stop_sequence: null },
    usage: { output_tokens: 15 },
  }) + event('message_stop', {});

describe('Anthropic', () => {
  it('streams thoughts, text and the end; what was read from a cache counts as prompt', async () => {
    const answer = await askRecorded(ANTHROPIC, streamed([START, PING, THOUGHT, TEXT, end('end_turn')]));
    expect(answer).toMatchObject({
      thought: 'Hm.',
      text: 'Good morning.',
      finish: 'stop',
      usage: { promptTokens: 125, completionTokens: 15 },
      problem: null,
    });
  });

  it.each([
    ['max_tokens', 'length'],
    ['stop_sequence', 'stop'],
    ['refusal', 'content_filter'],
    ['model_context_window_exceeded', 'length'],
  ])('ends with %s as %s', async (reason, finish) => {
    expect((await askRecorded(ANTHROPIC, streamed([START, TEXT, end(reason)]))).finish).toBe(finish);
  });

  it('is asked in its own words: the system apart, a temperature of at most 1, and not both ways to sample', async () => {
    const { url, headers, body } = await askRecorded(ANTHROPIC, streamed([START, TEXT, end('end_turn')]), {
      temperature: 1.5,
      topP: 0.5,
      stop: ['END'],
      json: { schema: { type: 'object' } },
    });
    expect(url).toBe('https://api.anthropic.com/v1/messages');
    expect(headers).toMatchObject({ 'x-api-key': 'the-key', 'anthropic-version': '2023-06-01' });
    expect(body).toEqual({
      model: 'some-model',
      max_tokens: 50,
      stream: true,
      system: 'Be brief.',
      messages: [{ role: 'user', content: 'Say good morning.' }],
      temperature: 1,
      stop_sequences: ['END'],
      output_config: { format: { type: 'json_schema', schema: { type: 'object' } } },
    });
  });

  it('answers in one piece', async () => {
    const body = {
      type: 'message',
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Hm.', signature: 'x' },
        { type: 'text', text: 'Good morning.' },
      ],
      stop_reason: 'end_turn',
      usage: { input_tokens: 25, output_tokens: 15 },
    };
    expect(await askRecorded(ANTHROPIC, json(200, body), { stream: false })).toMatchObject({
      thought: 'Hm.',
      text: 'Good morning.',
      usage: { promptTokens: 25, completionTokens: 15 },
    });
  });

  it('that breaks off within a stream is not whole, and what it counted is kept', async () => {
    const overloaded = event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } });
    const answer = await askRecorded(ANTHROPIC, streamed([START, TEXT, overloaded]));
    expect(answer).toMatchObject({
      text: 'Good morning.',
      usage: { promptTokens: 125 },
      problem: { kind: 'unavailable', status: 200 },
    });
  });

  it.each([
    [400, 'invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum', 'context-overflow'],
    [400, 'invalid_request_error', 'Your credit balance is too low to access the API.', 'key-refused'],
    [400, 'invalid_request_error', 'temperature: unexpected value', 'request-refused'],
    [401, 'authentication_error', 'invalid x-api-key', 'key-refused'],
    [403, 'permission_error', 'not allowed', 'key-refused'],
    [404, 'not_found_error', 'model: some-model', 'model-missing'],
    [413, 'request_too_large', 'Request exceeds the maximum size', 'context-overflow'],
    [429, 'rate_limit_error', 'This request would exceed your rate limit', 'rate-limited'],
    [500, 'api_error', 'Internal server error', 'unavailable'],
    [529, 'overloaded_error', 'Overloaded', 'unavailable'],
  ])('says with %s %s “%s”: %s', async (status, type, message, kind) => {
    const { problem } = await askRecorded(
      ANTHROPIC,
      json(status, { type: 'error', error: { type, message } }),
    );
    expect(problem).toMatchObject({ kind, status });
  });
});
