import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { withIntegrity } from './subresource-integrity';

const bytes = new TextEncoder().encode('export {};');
const hash = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
const read = (file: string): Uint8Array | null => (file.startsWith('assets/') ? bytes : null);

it.each([
  '<script type="module" crossorigin src="./assets/index-a.js"></script>',
  '<link rel="modulepreload" crossorigin href="./assets/part-b.js">',
  '<link rel="stylesheet" crossorigin href="./assets/style-c.css">',
])('puts the hash into %s', (tag) => {
  expect(withIntegrity(tag, read)).toContain(` integrity="${hash}"`);
});

it.each([
  '<link rel="icon" href="./assets/icon.svg" type="image/svg+xml" />',
  '<script type="module" src="https://elsewhere.example/a.js"></script>',
  '<script type="module">1</script>',
  `<script src="./assets/a.js" integrity="sha384-x"></script>`,
])('leaves %s as it is', (tag) => {
  expect(withIntegrity(tag, read)).toBe(tag);
});
