import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startStaticServer, type StaticServer, type StaticServerOptions } from './static-server';

let folder: string;
let server: StaticServer;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'static-server-'));
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Deskside</title>');
  writeFileSync(path.join(folder, 'assets', 'runtime-abc.wasm'), Buffer.from([0, 0x61, 0x73, 0x6d]));
  writeFileSync(path.join(folder, 'weights.bin'), '0123456789');
});
afterEach(() => server.close());
afterAll(() => rmSync(folder, { recursive: true }));

async function start(options: Partial<StaticServerOptions> = {}): Promise<string> {
  server = await startStaticServer({ root: folder, ...options });
  return server.url;
}

it('isolates the page, guards it with the policy, and types its files', async () => {
  const url = await start();
  const page = await fetch(url);
  expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  expect(page.headers.get('content-security-policy')).toContain("connect-src 'self'");
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);

  const runtime = await fetch(`${url}assets/runtime-abc.wasm`);
  expect(runtime.headers.get('content-type')).toBe('application/wasm');
  expect(runtime.headers.get('cache-control')).toContain('immutable');
  expect(page.headers.get('cache-control')).not.toContain('immutable');
});

it('leaves those headers out when it stands in for a plain host', async () => {
  const page = await fetch(await start({ headers: false }));
  expect(page.headers.get('cross-origin-opener-policy')).toBeNull();
  expect(page.headers.get('content-security-policy')).toBeNull();
});

it('serves ranges, so that a download can be resumed, and says when nothing changed', async () => {
  const url = await start();
  const part = await fetch(`${url}weights.bin`, { headers: { Range: 'bytes=4-' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 4-9/10');
  expect(await part.text()).toBe('456789');

  const etag = part.headers.get('etag');
  expect(etag).toBeTruthy();
  const again = await fetch(`${url}weights.bin`, { headers: { 'If-None-Match': etag ?? '' } });
  expect(again.status).toBe(304);
});

it('serves nothing outside of its folder, and answers only reading', async () => {
  const url = await start();
  expect((await fetch(`${url}..%2f..%2fetc/passwd`)).status).toBe(404);
  expect((await fetch(`${url}missing.js`)).status).toBe(404);
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
});

it('serves below a path, and nothing beside it', async () => {
  const url = await start({ base: '/desk/' });
  expect(new URL(url).pathname).toBe('/desk/');
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(new URL('weights.bin', url))).status).toBe(200);
  expect((await fetch(new URL('/weights.bin', url))).status).toBe(404);
});
