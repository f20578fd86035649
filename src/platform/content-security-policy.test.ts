import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allowsConnection,
  connectSource,
  headerPolicy,
  metaPolicy,
  withMetaPolicy,
} from './content-security-policy';

describe('what may be allowed', () => {
  it.each([
    ['https://huggingface.co/', 'https://huggingface.co'],
    ['https://models.example:8443/folder/?q', 'https://models.example:8443'],
    ['https://*.hf.co', 'https://*.hf.co'],
    ['http://localhost:9000/models/', 'http://localhost:9000'],
    ['http://127.0.0.1/', 'http://127.0.0.1'],
    ['http://[::1]:80/', 'http://[::1]'],
  ])('%s becomes %s', (address, source) => {
    expect(connectSource(address)).toBe(source);
  });

  it.each([
    'http://models.example/',
    'http://localhost.example/',
    'ws://localhost/',
    'data:text/plain,x',
    "https://a.example; script-src 'unsafe-inline'",
    'https://*',
    'https://*.co',
    'https://*.hf.co https://evil.example',
    'https://user:secret@models.example/',
    '*',
    '',
  ])('%s is refused', (address) => {
    expect(connectSource(address)).toBeNull();
  });

  it('can never add a directive or another source', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string({ unit: 'grapheme' })), (address) => {
        expect(connectSource(address) ?? '').not.toMatch(/[\s;,'"]/);
      }),
    );
  });
});

it('lets the page connect to its own origin and to what the user allowed, and to nothing else', () => {
  expect(metaPolicy()).toContain("connect-src 'self';");
  const policy = headerPolicy(['https://huggingface.co', 'https://*.hf.co']);
  expect(policy).toContain("connect-src 'self' https://huggingface.co https://*.hf.co;");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(allowsConnection(policy, 'https://huggingface.co/api/')).toBe(true);
  expect(allowsConnection(policy, 'https://*.hf.co')).toBe(true);
  expect(allowsConnection(policy, 'https://huggingface.co.evil.example/')).toBe(false);
  expect(allowsConnection(metaPolicy(), 'https://huggingface.co/')).toBe(false);
});

it('exchanges the policy of a built page, whose attribute the build has escaped', () => {
  const built = `<head><meta http-equiv="Content-Security-Policy" content="connect-src &#39;self&#39;"><title>x</title>`;
  expect(withMetaPolicy(built, ['https://hub.example'])).toBe(
    `<head><meta http-equiv="Content-Security-Policy" content="${metaPolicy(['https://hub.example'])}"><title>x</title>`,
  );
});
