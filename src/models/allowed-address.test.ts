import { expect, it } from 'vitest';
import { isAllowedAddress } from './allowed-address';

const SOURCES = {
  hubs: ['https://hub.example/', 'http://localhost:9000/models/', 'http://hub.lan:8080/'],
  redirects: ['https://*.cdn.example', 'https://raw.example'],
};

it.each([
  'https://hub.example/owner/model/lib.wasm',
  'http://localhost:9000/lib.wasm',
  'http://hub.lan:8080/lib.wasm',
  'https://eu.cdn.example/lib.wasm',
  'https://raw.example/a/b.wasm',
])('%s may be asked', (address) => {
  expect(isAllowedAddress(address, SOURCES)).toBe(true);
});

it.each([
  'https://cdn.example/lib.wasm',
  'https://evilcdn.example/lib.wasm',
  'https://raw.example.evil/lib.wasm',
  'http://raw.example/lib.wasm',
  'https://raw.example:8443/lib.wasm',
  'http://localhost/lib.wasm',
  'http://hub.lan/lib.wasm',
  'https://hub.lan:8080/lib.wasm',
  'http://eu.cdn.example/lib.wasm',
  'data:application/wasm,x',
  'lib.wasm',
])('%s may not', (address) => {
  expect(isAllowedAddress(address, SOURCES)).toBe(false);
});
