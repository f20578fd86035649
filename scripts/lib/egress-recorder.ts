import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { BrowserContext } from 'playwright';

export interface EgressRequest {
  readonly url: string;
  /** Of the request's body, as far as it could be seen. */
  readonly bytes: number;
}

export interface EgressRecorder {
  /** For the browser's proxy setting. */
  readonly proxy: string;
  /** Adds what Playwright sees of the pages, their workers and service workers: whole addresses, where the proxy sees only hosts of HTTPS. */
  watch(context: BrowserContext): void;
  /** Every request that was to leave `ownOrigin`, once each. */
  requestsLeaving(ownOrigin: string): EgressRequest[];
  close(): Promise<void>;
}

/** The requests of both lists without those that only repeat another with less detail. */
export function mergeRequests(
  detailed: readonly EgressRequest[],
  coarse: readonly EgressRequest[],
): EgressRequest[] {
  const origins = new Set(detailed.map(({ url }) => new URL(url).origin));
  return [...detailed, ...coarse.filter(({ url }) => !origins.has(new URL(url).origin))];
}

/**
 * A proxy that lets nothing through and writes down what was tried. A browser that has it for every host but the app's own
 * cannot send anything elsewhere unseen: not from a worker, not from a service worker, not by a socket.
 */
export async function startEgressRecorder(): Promise<EgressRecorder> {
  const refused: EgressRequest[] = [];
  const seen: EgressRequest[] = [];
  const refusal = 'HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n';

  const server = createServer((request: IncomingMessage, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      refused.push({ url: request.url ?? '', bytes });
      response.writeHead(403).end();
    });
  });
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    refused.push({ url: new URL(`https://${request.url}`).href, bytes: 0 });
    socket.on('error', () => socket.destroy());
    socket.end(refusal);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    proxy: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    watch: (context) => {
      context.on('request', (request) => {
        if (!/^(https?|wss?):/.test(request.url())) return;
        seen.push({ url: request.url(), bytes: request.postDataBuffer()?.length ?? 0 });
      });
    },
    requestsLeaving: (ownOrigin) =>
      mergeRequests(
        seen.filter(({ url }) => new URL(url).origin !== ownOrigin),
        refused,
      ),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
