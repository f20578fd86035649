import type { Fetch } from '../../../platform/fetch';
import { createJmapSource } from '../jmap-source';
import { JmapStore, type Invocation, type Json } from './jmap-store';

const ORIGIN = 'https://mail.example';
const TOKEN = 'a-token';

export interface JmapRequest {
  readonly url: string;
  readonly init: RequestInit;
  /** Of a request with method calls. */
  readonly calls: readonly Invocation[];
}

/** A JMAP server in memory, behind `fetch`, that does what Cyrus cannot be made to do. */
export interface JmapServer {
  readonly store: JmapStore;
  readonly requests: readonly JmapRequest[];
  /** Of the session resource; what is put here stands over what a plain server says. */
  session: Json;
  /** The token that is accepted; null for none. */
  token: string | null;
  /** Answers instead of the server while it gives something. */
  instead: ((request: JmapRequest) => Response | Promise<Response> | null) | null;
  /** Says something over all streams of events. */
  say(text: string): void;
  endStreams(): void;
  source(): ReturnType<typeof createJmapSource>;
}

export function createJmapServer(): JmapServer {
  const store = new JmapStore('account-1');
  const requests: JmapRequest[] = [];
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  let uploads = 0;

  const fetch: Fetch = async (url, init = {}) => {
    init.signal?.throwIfAborted();
    const isApi = init.method === 'POST' && url.endsWith('/api');
    const { methodCalls = [] } = isApi
      ? (JSON.parse(String(init.body)) as Partial<Record<string, Invocation[]>>)
      : {};
    const request = { url, init, calls: methodCalls };
    requests.push(request);
    const other = await server.instead?.(request);
    if (other) return other;
    const { Authorization } = init.headers as Record<string, string>;
    if (server.token === null || Authorization !== `Bearer ${server.token}`)
      return new Response(null, { status: 401 });
    return answer(request);
  };

  function answer({ url, init, calls }: JmapRequest): Response {
    const { pathname } = new URL(url);
    if (pathname === '/api')
      return Response.json({ methodResponses: store.answer(calls), sessionState: '1' });
    if (pathname === '/upload/account-1/') {
      uploads += 1;
      store.blobs.set(`upload-${uploads}`, String(init.body));
      return Response.json({ blobId: `upload-${uploads}` }, { status: 201 });
    }
    if (pathname.startsWith('/download/')) {
      const text = store.blobs.get(pathname.split('/')[3] ?? '');
      return text === undefined ? new Response(null, { status: 404 }) : new Response(text);
    }
    if (pathname === '/events') return eventStream(init.signal);
    return pathname === '/.well-known/jmap'
      ? Response.json(server.session)
      : new Response(null, { status: 404 });
  }

  function eventStream(signal: AbortSignal | null | undefined): Response {
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        streams.add(stream);
        signal?.addEventListener('abort', () => {
          if (streams.delete(stream)) stream.error(signal.reason);
        });
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream;charset=utf-8' } });
  }

  const server: JmapServer = {
    store,
    requests,
    token: TOKEN,
    instead: null,
    session: {
      apiUrl: '/api',
      downloadUrl: '/download/{accountId}/{blobId}/{name}?accept={type}',
      uploadUrl: '/upload/{accountId}/',
      eventSourceUrl: '/events?types={types}&closeafter={closeafter}&ping={ping}',
      state: '1',
      primaryAccounts: { 'urn:ietf:params:jmap:mail': 'account-1' },
      capabilities: { 'urn:ietf:params:jmap:core': { maxCallsInRequest: 16, maxObjectsInGet: 5 } },
    },
    say: (text) => streams.forEach((stream) => stream.enqueue(new TextEncoder().encode(text))),
    endStreams() {
      for (const stream of streams) stream.close();
      streams.clear();
    },
    source: () =>
      createJmapSource({
        setup: { kind: 'jmap', url: ORIGIN, userName: 'dana', auth: 'bearer' },
        secrets: { get: async () => TOKEN, put: async () => undefined },
        fetch,
      }),
  };
  return server;
}
