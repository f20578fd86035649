import { afterEach, expect, it, vi } from 'vitest';
import { alignAllowedOrigins, keepAllowedOrigins, readAllowedOrigins } from './allowed-origins';

afterEach(async () => {
  vi.restoreAllMocks();
  await keepAllowedOrigins([]);
});

it('keeps what may be allowed, each once, and drops the rest', async () => {
  const addresses = ['https://hub.example/a/', 'https://hub.example/b/', 'http://hub.example/', 'x; y'];
  await keepAllowedOrigins(addresses, 'https:');
  expect(await readAllowedOrigins('https:')).toEqual(['https://hub.example']);
  await keepAllowedOrigins(addresses, 'http:');
  expect(await readAllowedOrigins('http:')).toEqual(['https://hub.example', 'http://hub.example']);
  expect(await readAllowedOrigins('https:'), 'kept by a page over HTTP').toEqual(['https://hub.example']);
  await keepAllowedOrigins([]);
  expect(await readAllowedOrigins()).toEqual([]);
  expect(await caches.has('deskside-policy')).toBe(false);
});

it('allows nothing where what was kept makes no sense', async () => {
  const cache = await caches.open('deskside-policy');
  await cache.put('allowed-origins.json', new Response('{"not": "a list"'));
  expect(await readAllowedOrigins()).toEqual([]);
  await cache.put('allowed-origins.json', new Response('["https://a.example; script-src *", 7, null]'));
  expect(await readAllowedOrigins()).toEqual([]);
});

it('writes what differs, and leaves alone what is right', async () => {
  await keepAllowedOrigins(['https://old.example/']);
  await alignAllowedOrigins(['https://new.example/', 'https://*.hf.co']);
  expect(await readAllowedOrigins()).toEqual(['https://new.example', 'https://*.hf.co']);
  const put = vi.spyOn(Cache.prototype, 'put');
  await alignAllowedOrigins(['https://*.hf.co', 'https://new.example/models/']);
  expect(put).not.toHaveBeenCalled();
});
