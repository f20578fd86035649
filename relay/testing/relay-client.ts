import { createParser } from 'eventsource-parser';
import {
  bodyHash,
  CONSENT_HEADER,
  type ConsentAnswer,
  type ConsentRequest,
  type LoginAnswer,
} from '../../src/contracts/relay.ts';

export const PAGE = 'https://desk.example';

export interface StreamedEvent {
  readonly name: string;
  /** Parsed; the text itself where it is no JSON. */
  readonly data: unknown;
}

export interface Said {
  readonly status: number;
  readonly headers: Headers;
  /** The whole body as it came. */
  readonly raw: string;
  readonly json: Readonly<Record<string, never>>;
  readonly events: readonly StreamedEvent[];
  /** The text of a streamed answer, put together. */
  readonly text: string;
  readonly isDone: boolean;
  /** Of a refusal or an incomplete answer. */
  readonly code: string | null;
}

export interface ChatOptions {
  readonly stream?: boolean;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly consent?: Partial<ConsentRequest> | null;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
  readonly prompt?: string;
}

/** Asks a relay as a page would, for tests. */
export class RelayClient {
  readonly url: string;
  token: string | null = null;

  constructor(url: string) {
    this.url = url;
  }

  /** @param headers null leaves one out */
  fetch(
    path: string,
    init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string | null>> } = {},
  ): Promise<Response> {
    const headers = new Headers();
    const all = {
      origin: PAGE,
      ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      ...init.headers,
    };
    for (const [name, value] of Object.entries(all)) if (value !== null) headers.set(name, value);
    return fetch(`${this.url}${path}`, { ...init, headers });
  }

  async login(code: string): Promise<LoginAnswer> {
    const response = await this.fetch('/login/invite', { method: 'POST', body: JSON.stringify({ code }) });
    const answer = (await response.json()) as LoginAnswer;
    this.token = answer.token;
    return answer;
  }

  async consent(body: string, model: string, terms: Partial<ConsentRequest> = {}): Promise<string> {
    const hash = await bodyHash(new TextEncoder().encode(body));
    const response = await this.fetch('/v1/consents', {
      method: 'POST',
      body: JSON.stringify({ body: hash, model, ...terms }),
    });
    return ((await response.json()) as ConsentAnswer).consent;
  }

  /** With consent to the very body, unless `consent` is null. */
  async open(model: string, options: ChatOptions = {}): Promise<Response> {
    const body = chatBody(model, options);
    const consent = options.consent === null ? null : await this.consent(body, model, options.consent);
    return this.send(body, { [CONSENT_HEADER]: consent, ...options.headers }, options.signal);
  }

  send(
    body: RequestInit['body'],
    headers: Readonly<Record<string, string | null>>,
    signal?: AbortSignal,
  ): Promise<Response> {
    return this.fetch('/v1/chat/completions', {
      method: 'POST',
      body: body ?? null,
      headers: { 'content-type': 'application/json', ...headers },
      ...(signal ? { signal } : {}),
    });
  }

  async chat(model: string, options: ChatOptions = {}): Promise<Said> {
    return readSaid(await this.open(model, options));
  }
}

export function chatBody(
  model: string,
  { stream = true, more = {}, prompt = 'Say good morning.' }: ChatOptions = {},
): string {
  return JSON.stringify({
    model,
    messages: [{ role: 'user', content: prompt }],
    max_tokens: 20,
    stream,
    ...more,
  });
}

export async function readSaid(response: Response): Promise<Said> {
  const raw = await response.text();
  const events: StreamedEvent[] = [];
  const isStream = /event-stream/.test(response.headers.get('content-type') ?? '');
  if (isStream) {
    const parser = createParser({
      onEvent: ({ event = '', data }) => events.push({ name: event, data: parsed(data) }),
    });
    parser.feed(raw);
  }
  const json = (isStream ? {} : parsed(raw)) as Said['json'];
  const incomplete = events.find(({ name }) => name === 'incomplete')?.data ?? json;
  return {
    status: response.status,
    headers: response.headers,
    raw,
    json,
    events,
    text: events.map(({ data }) => (data as Chunk).choices?.[0]?.delta?.content ?? '').join(''),
    isDone: events.some(({ data }) => data === '[DONE]'),
    code: (incomplete as { error?: { code: string } }).error?.code ?? null,
  };
}

interface Chunk {
  readonly choices?: readonly { readonly delta?: { readonly content?: string } }[];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The receipt of an answer, wherever it stands. */
export function receiptOf({ json, events }: Said): Readonly<Record<string, unknown>> | undefined {
  const bodies = [json, ...events.map(({ data }) => data)] as readonly {
    deskside?: Record<string, unknown>;
  }[];
  return bodies.findLast((body) => body.deskside)?.deskside;
}
