import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { endOfSilence, wasHungUp } from './ask-cyrus';
import { startEventStream } from './event-stream';

/** What the front does with requests instead of passing them on. */
export type FrontFault =
  | { readonly kind: 'offline' }
  | { readonly kind: 'stalled' }
  | { readonly kind: 'refusing'; readonly status: number; readonly retryAfterSeconds: number | null };

/**
 * A reverse proxy before Cyrus, as web pages need one: Cyrus answers their preflights with 401, and names no allowed origin where it refuses, whatever
 * its `httpallowcors` says. Where its own stream of events is off (Debian builds it without the WebSockets that it hangs on), the
 * front sends the events, by Cyrus's state. And it breaks things when a test says so.
 */
export interface CyrusFront {
  readonly url: string;
  fault: FrontFault | null;
  /** The next answer to a method call breaks off in the middle. */
  cutNext: boolean;
  /** Ends the streams of events. */
  endStreams(): void;
  /** Method and path of each request that came, preflights left out. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

const CORS = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-expose-headers': 'retry-after',
  'access-control-max-age': '600',
};

export async function startCyrusFront(cyrus: string): Promise<CyrusFront> {
  const requests: string[] = [];
  const streams = new Set<ServerResponse>();

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { method = 'GET', url = '/', headers } = request;
    response.on('error', () => undefined);
    if (headers.origin !== undefined) {
      response.setHeaders(new Map(Object.entries(CORS)));
      response.setHeader('access-control-allow-origin', headers.origin);
    }
    if (front.fault?.kind === 'offline') return void request.socket.destroy();
    if (front.fault?.kind === 'stalled') return;
    if (method === 'OPTIONS') return void response.writeHead(204).end();
    requests.push(`${method} ${url}`);
    if (front.fault?.kind === 'refusing') return refuse(response, front.fault);
    void buffer(request).then(
      (body) => passOn(request, response, body),
      () => response.destroy(),
    );
  }

  function passOn(request: IncomingMessage, response: ServerResponse, body: Buffer, triesLeft = 3): void {
    const { method, url = '/', headers } = request;
    const passed = ask(new URL(url, cyrus), { method, headers, agent: false }, (answered) => {
      const status = answered.statusCode ?? 502;
      if (url.startsWith('/jmap/eventsource/')) {
        streams.add(response);
        response.on('close', () => streams.delete(response));
        if (status === 204) return startEventStream(cyrus, request, response);
      }
      for (const [name, value] of Object.entries(answered.headers))
        if (value !== undefined && !/^(connection|upgrade|access-control-)/.test(name))
          response.setHeader(name, value);
      response.writeHead(status);
      if (front.cutNext && method === 'POST') cut(answered, response);
      else answered.pipe(response);
    });
    endOfSilence(passed);
    passed.on('error', (error) => {
      if (wasHungUp(error) && triesLeft > 0 && !response.headersSent && !response.destroyed)
        passOn(request, response, body, triesLeft - 1);
      else response.destroy();
    });
    response.on('close', () => passed.destroy());
    passed.end(body);
  }

  /** Half of an answer, then nothing: what is lost on the way. */
  function cut(answered: IncomingMessage, response: ServerResponse): void {
    front.cutNext = false;
    const pieces: Buffer[] = [];
    answered.on('data', (piece: Buffer) => pieces.push(piece));
    answered.on('end', () => {
      const whole = Buffer.concat(pieces);
      response.write(whole.subarray(0, whole.length / 2), () => response.destroy());
    });
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const front: CyrusFront = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: null,
    cutNext: false,
    requests,
    endStreams: () => {
      for (const stream of streams) stream.destroy();
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return front;
}

function refuse(
  response: ServerResponse,
  { status, retryAfterSeconds }: FrontFault & { kind: 'refusing' },
): void {
  if (retryAfterSeconds !== null) response.setHeader('retry-after', String(retryAfterSeconds));
  response.writeHead(status).end();
}
