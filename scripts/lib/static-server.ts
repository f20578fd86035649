import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { IMMUTABLE_CACHE_CONTROL, RESPONSE_HEADERS } from './response-headers';

export interface StaticServerOptions {
  /** Folder to serve. */
  readonly root: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The default, 127.0.0.1, keeps the server to this machine. */
  readonly host?: string;
  /** Below which the folder is served, as on a host that the app shares with others: `/desk/` for instance. Default `/`. */
  readonly base?: string;
  /** False leaves the isolation and security headers out, as a plain static host does. */
  readonly headers?: boolean;
}

export interface StaticServer {
  /** Ends in `/`. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Serves a folder with entity tags and byte ranges. Rejects with Node's error, for instance `EADDRINUSE`. */
export async function startStaticServer(options: StaticServerOptions): Promise<StaticServer> {
  const { root, port = 0, host = '127.0.0.1', base = '/', headers = true } = options;
  const serve = sirv(root, {
    // Looks at the disk for each request, so that a build while the server runs is served whole.
    dev: true,
    etag: true,
    setHeaders: (response, pathname) => {
      if (pathname.startsWith('/assets/')) response.setHeader('Cache-Control', IMMUTABLE_CACHE_CONTROL);
    },
  });

  const server = createServer((request, response) => {
    if (headers) {
      for (const [name, value] of Object.entries(RESPONSE_HEADERS)) response.setHeader(name, value);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    if (!request.url?.startsWith(base)) {
      response.writeHead(404).end();
      return;
    }
    request.url = request.url.slice(base.length - 1);
    serve(request, response);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}${base}`,
    port: address.port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
