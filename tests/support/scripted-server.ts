/** A server of the user's that answers as a test tells it to. */
import type { OwnServer } from '../../src/contracts/own-server';
import type { Fetch } from '../../src/platform/fetch';
import type { ServerConnection } from '../../src/platform/openai-client/ask-server';

export interface ScriptedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** How the browser is to make it. */
  readonly manner: Pick<RequestInit, 'credentials' | 'cache' | 'redirect' | 'referrerPolicy'>;
}

/** What is answered at a path; a list gives each request its own answer, the last of them for the rest. */
export type ScriptedAnswer = (request: ScriptedRequest, signal: AbortSignal) => Response | Promise<Response>;
export type Script = Readonly<Record<string, ScriptedAnswer | readonly ScriptedAnswer[]>>;

export interface ScriptedServer extends ServerConnection {
  readonly requests: readonly ScriptedRequest[];
  /** Bodies of the requests to a path. */
  bodies(path: string): readonly Readonly<Record<string, unknown>>[];
}

export const SECRET = 'sk-very-secret';

/** Paths are those of the address, `/v1/models` for instance; what is not in the script is a 404. */
export function scriptedServer(change: Partial<OwnServer>, script: Script): ScriptedServer {
  const server: OwnServer = {
    id: 'scripted',
    name: 'Scripted',
    kind: 'other',
    baseUrl: 'http://localhost:9999/v1/',
    apiKey: SECRET,
    models: [],
    ...change,
  };
  const requests: ScriptedRequest[] = [];
  const asked = new Map<string, number>();
  const fetch: Fetch = async (url, init = {}) => {
    const { credentials, cache, redirect, referrerPolicy } = init;
    const request: ScriptedRequest = {
      url,
      method: init.method ?? 'GET',
      headers: { ...(init.headers as Record<string, string>) },
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {},
      manner: { credentials, cache, redirect, referrerPolicy } as ScriptedRequest['manner'],
    };
    requests.push(request);
    const signal = init.signal ?? new AbortController().signal;
    signal.throwIfAborted();
    const { pathname } = new URL(url);
    const answers = [script[pathname] ?? (() => json(404, { error: 'Not found' }))].flat();
    const times = asked.get(pathname) ?? 0;
    asked.set(pathname, times + 1);
    const answer = answers[Math.min(times, answers.length - 1)];
    if (!answer) throw new Error(`no answer for ${pathname}`);
    return answer(request, signal);
  };
  const bodies = (path: string) =>
    requests.filter(({ url }) => new URL(url).pathname === path).map(({ body }) => body);
  return { server, fetch, requests, bodies };
}

export function json(status: number, body: unknown): Response {
  return Response.json(body, { status });
}

export function page(status: number): Response {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return new Response('<!doctype html><title>Sign in</title>', { status, headers });
}

/** A stream of events, one for each value; text goes as it is. */
export function events(...values: readonly unknown[]): Response {
  const lines = values.map(
    (value) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`,
  );
  return streamed(lines);
}

/** A stream of events in these pieces. */
export function streamed(
  pieces: readonly (string | Uint8Array)[],
  end: 'closed' | 'broken' = 'closed',
): Response {
  const encoder = new TextEncoder();
  const waiting = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = waiting.shift();
      if (next !== undefined) controller.enqueue(typeof next === 'string' ? encoder.encode(next) : next);
      else if (end === 'closed') controller.close();
      else controller.error(new TypeError('network error'));
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

/** An event with a piece of an answer, in the words of the OpenAI API. */
export function delta(said: string | Readonly<Record<string, unknown>>, finish: string | null = null) {
  const content = typeof said === 'string' ? { content: said } : said;
  return { object: 'chat.completion.chunk', choices: [{ index: 0, delta: content, finish_reason: finish }] };
}

/** A whole answer as a stream. */
export function answer(...texts: readonly string[]): Response {
  return events(...texts.map((text) => delta(text)), delta('', 'stop'), '[DONE]');
}

/** Never answers; ends when the request is aborted. */
export function silent(_request: ScriptedRequest, signal: AbortSignal): Promise<Response> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });
}

/** What `fetch` rejects with when there is no connection, or the browser withholds the answer. */
export function unreachable(): never {
  throw new TypeError('Failed to fetch');
}
