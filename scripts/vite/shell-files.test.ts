import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashFiles, listShellFiles } from './shell-files';

let folder: string;

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'shell-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps pages, code, runtimes and the sample night, and nothing that is large or not for the page', () => {
  const kept = [
    'assets/index-a.js',
    'assets/runtime-b.wasm',
    'icon.svg',
    'index.html',
    'samples/harbour/inbox.mbox',
  ];
  const left = [
    'models/smol/model.onnx',
    'samples/desk-mail/mail-a.jsonl',
    'assets/index-a.js.map',
    'assets/bench-c.js',
    'bench.html',
    '_headers',
    'service-worker.js',
  ];
  for (const file of [...kept, ...left]) write(file, file);
  expect(listShellFiles(folder)).toEqual(kept);
});

it('gives a new id when a file changes its content or its name, and the same id otherwise', () => {
  write('index.html', 'one');
  write('icon.svg', 'two');
  const first = hashFiles(folder, ['icon.svg', 'index.html']);
  expect(hashFiles(folder, ['icon.svg', 'index.html'])).toBe(first);
  write('icon.svg', 'three');
  expect(hashFiles(folder, ['icon.svg', 'index.html'])).not.toBe(first);
  write('logo.svg', 'two');
  expect(hashFiles(folder, ['index.html', 'logo.svg'])).not.toBe(first);
});
