import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderAnswer, ProviderRequest } from './exchange';
import type { FaultPlan } from './faults';

export interface Listening {
  /** Ends in `/`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a stand-in over HTTP on any free port, to pages of any origin as the providers do. */
export async function listen(
  answer: (request: ProviderRequest) => ProviderAnswer,
  faults: FaultPlan,
): Promise<Listening> {
  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', base);
    let body = '';
    for await (const piece of incoming) body += String(piece);
    const struck = faults.strike(url.pathname);
    if (struck === 'drop') return void incoming.socket.destroy();
    if (struck === 'stall') return;
    const { method = 'GET' } = incoming;
    const headers = incoming.headers as ProviderRequest['headers'];
    const given = struck ?? answer({ method, url, headers, body });
    outgoing.writeHead(given.status, { ...given.headers, 'content-length': Buffer.byteLength(given.body) });
    if (!faults.cuts(url.pathname)) return void outgoing.end(given.body);
    // Sent before the end, so that the reader has the first half.
    outgoing.write(given.body.slice(0, given.body.length / 2), () => incoming.socket.destroy());
  }

  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url: base,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
