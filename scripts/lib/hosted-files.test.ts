import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LARGEST_HOSTED_FILE, oversizedFiles } from './hosted-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hosted-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, bytes: number): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), '');
  // Takes no room on the disk.
  truncateSync(path.join(folder, file), bytes);
}

it('finds what a static host refuses, at any depth, to the byte', () => {
  write('assets/runtime.wasm', LARGEST_HOSTED_FILE + 1);
  write('models/small/weights.bin', LARGEST_HOSTED_FILE);
  expect(oversizedFiles(folder)).toEqual([
    { file: path.join('assets', 'runtime.wasm'), bytes: LARGEST_HOSTED_FILE + 1 },
  ]);
});
