import { describe, expect, it } from 'vitest';
import { askRecorded } from '../../../tests/support/ask-recorded';
import { events, json, page } from '../../../tests/support/scripted-server';
import { COMPATIBLE } from './compatible-adapter.ts';
import { OPENAI } from './openai-adapter.ts';

/** As in the reference of the API: https://platform.openai.com/docs/api-reference/chat-streaming. */
function chunk(delta: object, finish: string | null = null, more: object = {}) {
  return {
    id: 'chatcmpl-123',
    object: 'chat.completion.chunk',
    created: 1694268190,
    model: 'gpt-x',
    system_fingerprint: 'fp_44709d6fcb',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    usage: null,
    ...more,
  };
}

const STREAM = () =>
  events(
    chunk({ role: 'assistant', content: '', refusal: null }),
    chunk({ content: 'Good' }),
    chunk({ content: ' morning.' }),
    chunk({}, 'stop'),
    {
      ...chunk({}),
      choices: [],
      usage: {
        prompt_tokens: 19,
        completion_tokens: 10,
        total_tokens: 29,
        completion_tokens_details: { reasoning_tokens: 7 },
      },
    },
    '[DONE]',
  );

describe('OpenAI', () => {
  it('streams text, usage and the end', async () => {
    const answer = await askRecorded(OPENAI, STREAM());
    expect(answer).toMatchObject({
      text: 'Good morning.',
      finish: 'stop',
      usage: { promptTokens: 19, completionTokens: 10 },
      problem: null,
    });
  });

  it('is asked for usage, for no storage, and with a limit that counts thoughts', async () => {
    const schema = { type: 'object' };
    const { url, headers, body } = await askRecorded(OPENAI, STREAM(), {
      json: { schema },
      stop: ['END'],
      seed: 7,
    });
    expect(url).toBe('https://api.openai.com/v1/chat/completions');
    expect(headers.authorization).toBe('Bearer the-key');
    expect(body).toMatchObject({
      max_completion_tokens: 50,
      store: false,
      stop: ['END'],
      seed: 7,
      stream_options: { include_usage: true },
      response_format: { type: 'json_schema', json_schema: { schema, strict: true } },
    });
    expect(body).not.toHaveProperty('max_tokens');
  });

  it('answers in one piece', async () => {
    const body = {
      object: 'chat.completion',
      choices: [
        { index: 0, message: { role: 'assistant', content: 'Good morning.' }, finish_reason: 'length' },
      ],
      usage: { prompt_tokens: 19, completion_tokens: 10, total_tokens: 29 },
    };
    const answer = await askRecorded(OPENAI, json(200, body), { stream: false });
    expect(answer).toMatchObject({ text: 'Good morning.', finish: 'length', problem: null });
    expect(answer.body).not.toHaveProperty('stream_options');
  });

  it.each([
    [400, 'context_length_exceeded', 'context-overflow'],
    [400, 'content_policy_violation', 'content-filtered'],
    [401, 'invalid_api_key', 'key-refused'],
    [404, 'model_not_found', 'model-missing'],
    [429, 'rate_limit_exceeded', 'rate-limited'],
    [429, 'insufficient_quota', 'key-refused'],
    [500, 'server_error', 'unavailable'],
    [503, null, 'unavailable'],
    [400, 'unsupported_parameter', 'request-refused'],
  ])('says with %s and %s: %s', async (status, code, kind) => {
    const error = { message: 'Something.', type: 'invalid_request_error', param: null, code };
    const { problem } = await askRecorded(OPENAI, json(status, { error }));
    expect(problem).toMatchObject({ kind, status });
  });

  it('keeps nothing of what an error says', async () => {
    const error = { message: 'Incorrect API key provided: the-key.', code: 'invalid_api_key' };
    const { problem } = await askRecorded(OPENAI, json(401, { error }));
    expect(JSON.stringify(problem)).not.toContain('the-key');
  });
});

describe('servers of the OpenAI API', () => {
  it('take max_tokens', async () => {
    const { url, body } = await askRecorded(COMPATIBLE, STREAM());
    expect(url).toBe('http://localhost:8080/v1/chat/completions');
    expect(body).toMatchObject({ max_tokens: 50 });
    expect(body).not.toHaveProperty('store');
  });

  it.each([
    [
      'llama.cpp',
      {
        code: 400,
        message: 'the request exceeds the available context size',
        type: 'exceed_context_size_error',
      },
    ],
    [
      'vLLM',
      {
        message: "This model's maximum context length is 4096 tokens. However, you requested 9000 tokens",
        code: 400,
      },
    ],
  ])('say of a text that is too long: %s', async (_name, error) => {
    expect((await askRecorded(COMPATIBLE, json(400, { error }))).problem?.kind).toBe('context-overflow');
  });

  it('may think under either name, and answer in one piece when asked for a stream', async () => {
    const stream = events(
      chunk({ reasoning_content: 'Hm.' }),
      chunk({ reasoning: ' Well.' }),
      chunk({ content: 'Yes.' }, 'stop'),
    );
    expect(await askRecorded(COMPATIBLE, stream)).toMatchObject({
      thought: 'Hm. Well.',
      text: 'Yes.',
      problem: null,
    });
    const whole = json(200, { choices: [{ message: { content: 'Yes.' }, finish_reason: 'stop' }] });
    expect(await askRecorded(COMPATIBLE, whole)).toMatchObject({ text: 'Yes.', problem: null });
  });

  it('that are none say so', async () => {
    expect((await askRecorded(COMPATIBLE, page(200))).problem?.kind).toBe('malformed');
    const broken = () => {
      throw new TypeError('fetch failed');
    };
    expect((await askRecorded(COMPATIBLE, broken)).problem).toMatchObject({
      kind: 'unavailable',
      status: null,
    });
  });
});
