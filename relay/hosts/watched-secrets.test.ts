import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { LogRecord } from '../telemetry/log.ts';
import { newSigningKey } from '../tokens/new-signing-key.ts';
import { watchSecrets } from './watched-secrets.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'relay-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('keys that change in the file count without a restart; a broken file changes nothing', async () => {
  const file = path.join(folder, 'secrets.json');
  const signingKeys = [await newSigningKey(0)];
  const write = (key: string) =>
    writeFileSync(file, JSON.stringify({ signingKeys, providers: { openai: [key] } }));
  write('first');
  const log: LogRecord[] = [];
  const secrets = watchSecrets({ OPENAI_API_KEY: 'from-the-environment' }, ['openai'], file, (record) =>
    log.push(record),
  );
  const key = () => secrets.read().providerKeys.openai?.[0];
  expect(key()).toBe('first');
  write('the-second-one');
  await expect.poll(key, { timeout: 10_000 }).toBe('the-second-one');
  writeFileSync(file, '{ half');
  await expect.poll(() => log.at(-1)?.level, { timeout: 10_000 }).toBe('error');
  expect(key()).toBe('the-second-one');
  expect(JSON.stringify(log)).not.toMatch(/second|half/);
  secrets.stop();
});

it('without a file the keys are those of the environment', async () => {
  const environment = {
    RELAY_SIGNING_KEYS: JSON.stringify([await newSigningKey(0)]),
    OPENAI_API_KEYS: 'a,b',
  };
  const secrets = watchSecrets(environment, ['openai'], null, () => undefined);
  expect(secrets.read().providerKeys).toEqual({ openai: ['a', 'b'] });
});
