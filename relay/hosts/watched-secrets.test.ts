import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import type { LogRecord } from '../telemetry/log.ts';
import { testRelay } from '../testing/test-relay.ts';
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
  const secrets = await watchSecrets({ OPENAI_API_KEY: 'from-the-environment' }, ['openai'], file, (record) =>
    log.push(record),
  );
  const key = () => secrets.read().providerKeys.openai?.[0];
  expect(key()).toBe('first');
  write('the-second-one');
  await expect.poll(key, { timeout: 10_000 }).toBe('the-second-one');
  writeFileSync(file, '{ half');
  await expect.poll(() => log.at(-1)?.level, { timeout: 10_000 }).toBe('error');
  expect(key()).toBe('the-second-one');
  expect(log.at(-1)?.note).toContain('RELAY_SECRETS_FILE must be JSON.');
  expect(JSON.stringify(log)).not.toMatch(/second|half/);
  secrets.stop();
});

describe('a signing key that is well formed and of no use', () => {
  const useless = async (): Promise<[string, JWK][]> => {
    const [one, other] = [await newSigningKey(0), await newSigningKey(0)];
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const curve = { ...(await exportJWK(privateKey)), kid: 'p' };
    return [
      ['that has another’s public half', { ...one, x: other.x ?? '' }],
      ['that is no point of its curve', { ...curve, y: curve.x ?? '' }],
      ['of a curve that is not its kind’s', { ...one, crv: 'P-256' }],
      ['that is too short', { ...one, d: 'AAAA' }],
    ];
  };

  it('keeps nobody from signing in: the former keys stay, and the log says once why', async () => {
    const file = path.join(folder, 'useless.json');
    const good = await newSigningKey(0);
    const write = (key: JWK, provider: string) => {
      writeFileSync(`${file}.new`, JSON.stringify({ signingKeys: [key], providers: { openai: [provider] } }));
      renameSync(`${file}.new`, file);
    };
    write(good, 'first');
    const log: LogRecord[] = [];
    const secrets = await watchSecrets({}, ['openai'], file, (record) => log.push(record), 20);
    const relay = await testRelay({}, { secrets: secrets.read });
    const token = await relay.login();
    for (const [, key] of await useless()) {
      write(key, 'of-the-wrong-file');
      // Longer than it takes to look several times.
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect((await relay.chat(await relay.login())).status).toBe(200);
      expect((await relay.chat(token)).status).toBe(200);
    }
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({ level: 'error', event: 'secrets' });
    expect(log[0]?.note).toMatch(/RELAY_SIGNING_KEYS holds a key, number 1, that cannot sign/u);
    expect(relay.calls.every(({ key }) => key === 'first')).toBe(true);
    write(good, 'second');
    await expect.poll(() => log.at(-1)?.level, { timeout: 10_000 }).toBe('info');
    await relay.chat(token);
    expect(relay.calls.at(-1)?.key).toBe('second');
    secrets.stop();
  });

  it('keeps the relay from starting', async () => {
    for (const [name, key] of await useless()) {
      const environment = { RELAY_SIGNING_KEYS: JSON.stringify([await newSigningKey(0), key]) };
      await expect(
        watchSecrets(environment, [], null, () => undefined),
        name,
      ).rejects.toThrow(/^RELAY_SIGNING_KEYS holds a key, number 2, that cannot sign/u);
    }
  });
});

it('without a file the keys are those of the environment', async () => {
  const environment = {
    RELAY_SIGNING_KEYS: JSON.stringify([await newSigningKey(0)]),
    OPENAI_API_KEYS: 'a,b',
  };
  const secrets = await watchSecrets(environment, ['openai'], null, () => undefined);
  expect(secrets.read().providerKeys).toEqual({ openai: ['a', 'b'] });
});
