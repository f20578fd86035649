import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const COMPRESSED = /text|javascript|json|svg/;

export interface CompressedServer {
  /** Ends in `/`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a folder as static hosts do, with what is text compressed by gzip, so that bytes on the wire can be compared. */
export async function startCompressedServer(
  root: string,
  headers: Readonly<Record<string, string>>,
): Promise<CompressedServer> {
  const server = createServer((request, response) => {
    const pathname = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname);
    const file = path.join(root, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    if (!file.startsWith(root)) return void response.writeHead(404).end();
    readFile(file).then(
      (content) => {
        const packed = COMPRESSED.test(type);
        response.writeHead(200, {
          ...headers,
          'Content-Type': type,
          ...(packed ? { 'Content-Encoding': 'gzip' } : {}),
        });
        response.end(packed ? gzipSync(content) : content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
