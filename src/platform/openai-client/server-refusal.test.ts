import { describe, expect, it } from 'vitest';
import { json, page, scriptedServer, SECRET } from '../../../tests/support/scripted-server';
import { toFailure, type Failure, type FailureCode } from '../../contracts/failure';
import { askServer } from './ask-server';
import { apiAddress } from './base-url';

const NEVER = new AbortController().signal;
const nested = (error: object) => ({ error: JSON.stringify({ error }) });

async function refusal(respond: () => Response, model: string | null = 'a-model'): Promise<Failure> {
  const connection = scriptedServer({}, { '/v1/chat/completions': respond });
  const question = { address: apiAddress(connection.server.baseUrl, 'chat/completions'), body: {} };
  try {
    await askServer(connection, model === null ? question : { ...question, model }, NEVER);
  } catch (error) {
    return toFailure(error);
  }
  return expect.unreachable('was accepted');
}

type Case = readonly [product: string, status: number, body: unknown];

const OVERFLOWS: readonly Case[] = [
  [
    'llama.cpp',
    400,
    {
      error: {
        code: 400,
        message: 'request (9031 tokens) exceeds the available context size (8192 tokens), try increasing it',
        type: 'exceed_context_size_error',
        n_prompt_tokens: 9031,
        n_ctx: 8192,
      },
    },
  ],
  [
    'llama.cpp of 2025',
    400,
    {
      error: {
        code: 400,
        message: 'the request exceeds the available context size. try increasing the context size',
        type: 'invalid_request_error',
      },
    },
  ],
  [
    'llama.cpp for vectors',
    500,
    {
      error: {
        code: 500,
        message:
          'input (3001 tokens) is too large to process. increase the physical batch size (current batch size: 2048)',
        type: 'server_error',
      },
    },
  ],
  [
    'vLLM',
    400,
    {
      object: 'error',
      message:
        "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4000 in the messages, 1000 in the completion).",
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
  ],
  [
    'vLLM for the answer',
    400,
    {
      error: {
        message:
          "'max_tokens' or 'max_completion_tokens' is too large: 5000. This model's maximum context length is 4096 tokens and your request has 4000 input tokens.",
        type: 'BadRequestError',
        param: 'max_tokens',
        code: 400,
      },
    },
  ],
  [
    'vLLM for long prompts',
    400,
    {
      error: {
        message: 'The decoder prompt (length 5000) is longer than the maximum model length of 4096.',
        code: 400,
      },
    },
  ],
  [
    'LM Studio',
    400,
    {
      error:
        'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.',
    },
  ],
  [
    'Ollama 0.12',
    400,
    { error: { message: 'the input length exceeds the context length', type: 'invalid_request_error' } },
  ],
  [
    'Ollama 0.40',
    400,
    nested({
      code: 400,
      message: 'request (2622 tokens) exceeds the available context size (512 tokens), try increasing it',
      type: 'exceed_context_size_error',
    }),
  ],
  [
    'LocalAI',
    500,
    {
      error: {
        code: 500,
        message:
          'rpc error: code = Internal desc = the request exceeds the available context size, try increasing it',
        type: '',
      },
    },
  ],
  [
    'Jan',
    400,
    {
      error: {
        code: 400,
        message: 'request (9031 tokens) exceeds the available context size (8192 tokens), try increasing it',
        type: 'exceed_context_size_error',
      },
    },
  ],
  ['OpenAI’s own', 400, { error: { message: 'Please reduce the length.', code: 'context_length_exceeded' } }],
  ['a proxy', 413, 'Payload Too Large'],
];

const MISSING: readonly Case[] = [
  [
    'Ollama',
    404,
    { error: { message: 'model "llama3" not found, try pulling it first', type: 'not_found_error' } },
  ],
  [
    'vLLM',
    404,
    { object: 'error', message: 'The model `a-model` does not exist.', type: 'NotFoundError', code: 404 },
  ],
  [
    'LM Studio',
    404,
    {
      error: {
        message: 'No models loaded. Please load a model in the developer page.',
        type: 'invalid_request_error',
        code: 'model_not_found',
      },
    },
  ],
  ['LocalAI', 500, { error: { code: 500, message: 'could not load model: model not found', type: '' } }],
  [
    'llama.cpp with several models',
    400,
    { error: { code: 400, message: 'model not found', type: 'invalid_request_error' } },
  ],
  ['Jan', 404, { error: { message: "No running session found for model 'a-model': model not found" } }],
];

const KEYS: readonly Case[] = [
  ['llama.cpp', 401, { error: { code: 401, message: 'Invalid API Key', type: 'authentication_error' } }],
  ['vLLM', 401, { error: 'Unauthorized' }],
  ['LM Studio', 401, { error: { message: 'Invalid token', type: 'invalid_request_error' } }],
  ['LocalAI', 401, { error: { code: 401, message: 'An authentication key is required', type: '' } }],
  ['Jan', 401, 'Invalid or missing authorization token'],
  ['Jan for hosts', 403, 'Host header is required'],
];

const others: readonly (readonly [...Case, FailureCode, boolean])[] = [
  [
    'llama.cpp while it loads',
    503,
    { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
    'server-refused',
    true,
  ],
  ['anyone who is busy', 429, { error: { message: 'Rate limit reached' } }, 'server-refused', true],
  [
    'Ollama short of memory',
    500,
    { error: { message: 'model requires more system memory (12.0 GiB) than is available (8.0 GiB)' } },
    'server-refused',
    true,
  ],
  ['a gateway', 502, 'Bad Gateway', 'server-refused', true],
  [
    'llama.cpp without vectors',
    501,
    {
      error: {
        code: 501,
        message: 'This server does not support embeddings. Start it with `--embeddings`',
        type: 'not_supported_error',
      },
    },
    'request-unsupported',
    false,
  ],
  [
    'llama.cpp that thinks',
    400,
    { error: { code: 400, message: 'Assistant response prefill is incompatible with enable_thinking.' } },
    'request-unsupported',
    false,
  ],
  [
    'vLLM that validates',
    422,
    { detail: [{ loc: ['body'], msg: 'Field required', type: 'missing', input: 'private' }] },
    'server-refused',
    false,
  ],
  ['FastAPI', 400, { detail: 'Bad request' }, 'server-refused', false],
  ['something else altogether', 404, 'Not Found', 'server-refused', false],
];

const respondWith = (status: number, body: unknown) => (): Response =>
  typeof body === 'string' ? new Response(body, { status }) : json(status, body);

describe('what a server’s refusal means', () => {
  it.each(OVERFLOWS)('too long, from %s', async (_product, status, body) => {
    const failure = await refusal(respondWith(status, body));
    expect(failure).toMatchObject({ code: 'context-overflow', retryable: false });
    expect(failure.message).toContain('a-model');
  });

  it.each(MISSING)('no such model, from %s', async (_product, status, body) => {
    const failure = await refusal(respondWith(status, body));
    expect(failure).toMatchObject({ code: 'model-missing', retryable: false });
    expect(failure.message).toContain('a-model');
  });

  it.each(KEYS)('not the right key, from %s', async (_product, status, body) => {
    const failure = await refusal(respondWith(status, body));
    expect(failure).toMatchObject({ code: 'server-refused', retryable: false });
    expect(failure.message).toMatch(/key/i);
  });

  it.each(others)('%s (%d)', async (_product, status, body, code, retryable) => {
    expect(await refusal(respondWith(status, body))).toMatchObject({ code, retryable });
  });

  it('a web page, whatever its status', async () => {
    expect((await refusal(() => page(404))).message).toContain('a web page');
    expect((await refusal(() => page(200 + 202))).message).toContain('a web page');
  });

  it('another address, to which nothing is sent', async () => {
    const connection = scriptedServer(
      {},
      {
        '/v1/chat/completions': () =>
          new Response(null, { status: 302, headers: { location: 'https://elsewhere.example/' } }),
      },
    );
    const question = { address: apiAddress(connection.server.baseUrl, 'chat/completions'), body: {} };
    await expect(askServer(connection, question, NEVER)).rejects.toMatchObject({
      failure: { code: 'server-refused', message: expect.stringContaining('another address') as string },
    });
    expect(connection.requests).toHaveLength(1);
  });

  it('no model is named where none was asked for', async () => {
    const failure = await refusal(respondWith(404, { error: 'model not found' }), null);
    expect(failure.code).toBe('server-refused');
  });
});

it('tells what the server said for the log, but neither the key nor what was sent', async () => {
  const failure = await refusal(
    respondWith(500, { error: { message: `wrong: ${SECRET} ${'x'.repeat(999)}` } }),
  );
  expect(failure.detail).toContain('wrong: …');
  expect(failure.detail?.length).toBeLessThanOrEqual(300);
  const validated = await refusal(
    respondWith(422, { detail: [{ msg: 'Field required', input: 'a private mail' }] }),
  );
  expect(JSON.stringify(validated)).not.toContain('private');
});
