import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRequest {
  readonly model: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly authorization: string | null;
  readonly at: number;
  /** When the relay broke off; null while it has not. */
  leftAt: number | null;
}

export interface FakeProvider {
  /** Ends in `/v1/`. */
  readonly baseUrl: string;
  readonly requests: FakeRequest[];
  /** Those for one model. */
  of(model: string): readonly FakeRequest[];
  /** Tokens that it would charge for so far. */
  readonly charged: { promptTokens: number; completionTokens: number };
  close(): Promise<void>;
}

/** What it has in an error where a provider might repeat what it was sent. */
export const ERROR_CANARY = 'canary-of-the-provider';
export const PROMPT_TOKENS = 11;
const WORDS = ['Good ', 'morning, ', 'harbour.'];
const SSE = { 'content-type': 'text/event-stream' };

type Reply = (
  request: IncomingMessage,
  response: ServerResponse,
  body: FakeRequest,
  times: number,
) => unknown;

/**
 * An OpenAI-compatible server on this machine for tests. The name of the model selects what goes wrong; `whole` and any name that is not
 * in the list answers as it should.
 */
export async function startFakeProvider(): Promise<FakeProvider> {
  const requests: FakeRequest[] = [];
  const charged = { promptTokens: 0, completionTokens: 0 };
  const server = createServer((request, response) => {
    void readJson(request).then((body) => {
      const model = String(body.model);
      const known: FakeRequest = {
        model,
        body,
        authorization: request.headers.authorization ?? null,
        at: Date.now(),
        leftAt: null,
      };
      requests.push(known);
      response.on('close', () => {
        if (!response.writableFinished) known.leftAt = Date.now();
      });
      const times = requests.filter((other) => other.model === model).length;
      const reply = REPLIES[model] ?? whole;
      if (reply === whole) {
        charged.promptTokens += PROMPT_TOKENS;
        charged.completionTokens += WORDS.length;
      }
      reply(request, response, known, times);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1/`,
    requests,
    charged,
    of: (model) => requests.filter((request) => request.model === model),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readJson(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString() || '{}') as Record<string, unknown>;
}

function chunk(content: string | null, finish: string | null = null): string {
  const delta = content === null ? {} : { content };
  return event({ object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] });
}

function event(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

const USAGE = {
  prompt_tokens: PROMPT_TOKENS,
  completion_tokens: WORDS.length,
  total_tokens: PROMPT_TOKENS + WORDS.length,
};
const usage = event({ choices: [], usage: USAGE });
const done = 'data: [DONE]\n\n';

function stream(response: ServerResponse, ...parts: readonly (string | Uint8Array)[]): ServerResponse {
  response.writeHead(200, SSE);
  for (const part of parts) response.write(part);
  return response;
}

function whole(_request: IncomingMessage, response: ServerResponse, { body }: FakeRequest): void {
  if (body.stream === true) {
    stream(response, ...WORDS.map((word) => chunk(word)), chunk(null, 'stop'), usage, done).end();
    return;
  }
  json(response, 200, {
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: WORDS.join('') }, finish_reason: 'stop' }],
    usage: USAGE,
  });
}

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function failWith(status: number, code: string, headers: Record<string, string> = {}): Reply {
  return (_request, response) =>
    json(response, status, { error: { message: `${ERROR_CANARY}: ${code}`, type: code, code } }, headers);
}

function firstTimes(count: number, reply: Reply): Reply {
  return (request, response, body, times) => (times <= count ? reply : whole)(request, response, body, times);
}

/** Bytes of a text whose characters have two and three bytes, cut within each of them. */
function* torn(text: string): Generator<Uint8Array> {
  for (const byte of new TextEncoder().encode(text)) yield Uint8Array.of(byte);
}

export const TORN_TEXT = 'Grüße — 早上好';

const REPLIES: Readonly<Record<string, Reply>> = {
  'rate-limited': failWith(429, 'rate_limit_exceeded', { 'retry-after': '1' }),
  'rate-limited-once': firstTimes(1, failWith(429, 'rate_limit_exceeded', { 'retry-after': '1' })),
  'rate-limited-long': failWith(429, 'rate_limit_exceeded', { 'retry-after': '3600' }),
  'no-money': failWith(429, 'insufficient_quota'),
  'error-500': failWith(500, 'server_error'),
  'error-once': firstTimes(1, failWith(500, 'server_error')),
  'reset-once': firstTimes(1, (request) => request.socket.destroy()),
  reset: (request) => request.socket.destroy(),
  'key-refused': failWith(401, 'invalid_api_key'),
  overflow: failWith(400, 'context_length_exceeded'),
  filtered: failWith(400, 'content_filter'),
  'bad-request': failWith(400, 'invalid_request_error'),
  redirect: (_request, response) =>
    response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  silent: (_request, response) => void stream(response).flushHeaders(),
  cut: (request, response) => {
    stream(response, chunk('Good '));
    setTimeout(() => request.socket.destroy(), 50);
  },
  'ends-early': (_request, response) => stream(response, chunk('Good ')).end(),
  stall: (_request, response) => void stream(response, chunk('Good ')),
  'pings-only': (_request, response) => {
    stream(response, chunk('Good '));
    const timer = setInterval(() => response.write(': still here\n\n'), 50);
    response.on('close', () => clearInterval(timer));
  },
  endless: (_request, response) => {
    stream(response, chunk('Good '));
    const timer = setInterval(() => response.write(chunk('and on ')), 50);
    response.on('close', () => clearInterval(timer));
  },
  malformed: (_request, response) =>
    stream(response, chunk('Good '), 'data: {"choices":[{"del\n\n', done).end(),
  'no-done': (_request, response) =>
    stream(response, chunk('Good '), chunk('morning.'), chunk(null, 'stop'), usage).end(),
  'error-event': (_request, response) =>
    stream(
      response,
      chunk('Good '),
      event({ choices: [], usage: { ...USAGE, completion_tokens: 2 } }),
      `event: error\n${event({ error: { message: ERROR_CANARY, type: 'overloaded', code: 503 } })}`,
    ).end(),
  'utf8-split': (_request, response) => {
    stream(response);
    const bytes = [...torn(chunk(TORN_TEXT) + chunk(null, 'stop') + usage + done)];
    const next = (): void => {
      const byte = bytes.shift();
      if (!byte) response.end();
      else response.write(byte, () => setImmediate(next));
    };
    next();
  },
  'no-usage': (_request, response) => stream(response, chunk('Good '), chunk('morning.', 'stop'), done).end(),
};
