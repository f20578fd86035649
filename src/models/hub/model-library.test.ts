import { expect, it } from 'vitest';
import { libraryPathOf } from './model-library';

it.each([
  ['https://libs.example/v1/Tiny%20q4f16_1.wasm', 'Tiny-q4f16_1.wasm'],
  ['https://libs.example/v1/%E0.wasm', '-E0.wasm'],
  ['https://libs.example/v1/100%.wasm', '100-.wasm'],
  ['https://libs.example/v1/..%2f..%2Fup.wasm', '..-..-up.wasm'],
  ['https://libs.example/', 'library.wasm'],
])('%s lies in its model as %s', (address, path) => {
  expect(libraryPathOf(address)).toBe(path);
});
