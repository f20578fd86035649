import type { RelayClock } from '../clock.ts';
import { createRelay } from '../app.ts';
import { readConfig } from '../config/read-config.ts';
import { readSecrets } from '../config/read-secrets.ts';
import type { Environment } from '../config/read-settings.ts';
import type { RelaySecrets } from '../config/secrets.ts';
import type { RelayDeps } from '../deps.ts';
import { createMemoryState } from '../state/memory-state.ts';
import type { LogRecord } from '../telemetry/log.ts';
import { newSigningKey } from '../tokens/new-signing-key.ts';
import { chatBody, PAGE } from './relay-client.ts';

const CODE = 'a-code-for-testing';

/** A clock that tests move; whoever waits is let go when its time has come. */
export class TestClock implements RelayClock {
  #now = Date.parse('2026-11-26T12:00:00Z');
  /** Each wait that was asked for, in milliseconds. */
  readonly waits: number[] = [];

  readonly now = (): number => this.#now;

  advance(ms: number): void {
    this.#now += ms;
  }

  wait(ms: number): Promise<void> {
    this.waits.push(ms);
    this.advance(ms);
    return Promise.resolve();
  }
}

export interface AskedCall {
  readonly url: string;
  readonly key: string | null;
}

export interface TestRelay {
  readonly clock: TestClock;
  readonly log: LogRecord[];
  /** Calls to providers. */
  readonly calls: AskedCall[];
  setSecrets(secrets: Partial<RelaySecrets>): void;
  /** As a page asks. */
  request(path: string, init?: RequestInit, environment?: object): Promise<Response>;
  /** With these headers only, so without an origin where none of them is one. */
  requestBare(path: string, init?: RequestInit, environment?: object): Promise<Response>;
  login(code?: string): Promise<string>;
  chat(token: string, model?: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

/** What a provider answers when nothing is to go wrong. */
export function wholeAnswer(): Response {
  return Response.json({
    choices: [{ message: { content: 'Good morning.' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 10, completion_tokens: 4 },
  });
}

/** A relay without a server, with OpenAI as its provider, without consent unless `change` says so. */
export async function testRelay(
  change: Environment = {},
  deps: Partial<RelayDeps> & { readonly answer?: RelayDeps['fetch'] } = {},
): Promise<TestRelay> {
  const clock = new TestClock();
  const log: LogRecord[] = [];
  const calls: AskedCall[] = [];
  const environment: Environment = {
    RELAY_URL: 'https://relay.example',
    RELAY_ORIGINS: PAGE,
    RELAY_INVITES: `anna:${CODE}`,
    RELAY_CONSENT: 'off',
    RELAY_SIGNING_KEYS: JSON.stringify([await newSigningKey(clock.now())]),
    OPENAI_API_KEY: 'key-one',
    RELAY_PRICES: '{"openai/model":[{"input":1,"output":10}]}',
    ...change,
  };
  const config = readConfig(environment);
  let secrets = readSecrets(
    environment,
    config.providers.map(({ id }) => id),
    null,
  );
  const answer = deps.answer ?? (() => Promise.resolve(wholeAnswer()));
  const reach: RelayDeps['fetch'] = (url, init) => {
    const headers = new Headers(init.headers);
    calls.push({ url, key: headers.get('authorization')?.replace('Bearer ', '') ?? null });
    return answer(url, init);
  };
  const app = createRelay(config, {
    state: createMemoryState(clock.now),
    secrets: () => secrets,
    clock,
    log: (record) => log.push(record),
    fetch: reach,
    guardedFetch: reach,
    peerOf: (_request, peer) => (peer as { address?: string } | undefined)?.address ?? null,
    random: () => 0.5,
    ...deps,
  });
  const requestBare = async (path: string, init?: RequestInit, bindings = {}): Promise<Response> =>
    app.request(path, init, bindings);
  const request = (path: string, init: RequestInit = {}, bindings?: object): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (!headers.has('origin')) headers.set('origin', PAGE);
    return requestBare(path, { ...init, headers }, bindings);
  };
  return {
    clock,
    log,
    calls,
    setSecrets: (next) => {
      secrets = { ...secrets, ...next };
    },
    request,
    requestBare,
    async login(code = CODE) {
      const response = await request('/login/invite', { method: 'POST', body: JSON.stringify({ code }) });
      return ((await response.json()) as { token: string }).token;
    },
    chat: (token, model = 'openai/model', headers = {}) =>
      request('/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, ...headers },
        body: chatBody(model, { stream: false }),
      }),
  };
}

export async function codeOfRefusal(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code;
}
