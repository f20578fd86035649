import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findChromium } from './find-chromium.mjs';

let folder: string;
let program: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'find-chromium-'));
  program = path.join(folder, 'chromium');
  writeFileSync(program, '#!/bin/sh\n');
  chmodSync(program, 0o755);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

it('takes the program that CHROMIUM_PATH names before any other', async () => {
  vi.stubEnv('CHROMIUM_PATH', program);
  expect(await findChromium()).toBe(program);
});

it('refuses a CHROMIUM_PATH that is no program, rather than taking another in silence', async () => {
  vi.stubEnv('CHROMIUM_PATH', folder);
  await expect(findChromium()).rejects.toThrow(/CHROMIUM_PATH is ".*", which is not a program/);
});

it('finds a program on the path', async () => {
  vi.stubEnv('CHROMIUM_PATH', '');
  vi.stubEnv('PATH', folder);
  expect(await findChromium()).toBe(program);
});
