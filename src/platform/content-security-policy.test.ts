import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allowsConnection,
  connectSource,
  headerPolicy,
  metaPolicy,
  policyBeside,
  withMetaPolicy,
} from './content-security-policy';

describe('what may be allowed', () => {
  it.each([
    ['https://huggingface.co/', 'https://huggingface.co'],
    ['https://models.example:8443/folder/?q', 'https://models.example:8443'],
    ['https://*.hf.co', 'https://*.hf.co'],
    ['http://localhost:9000/models/', 'http://localhost:9000'],
    ['http://127.0.0.1/', 'http://127.0.0.1'],
  ])('%s becomes %s', (address, source) => {
    expect(connectSource(address)).toBe(source);
  });

  it.each([
    'http://models.example/',
    'http://localhost.example/',
    'http://[::1]/',
    'https://[2001:db8::1]/',
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

  it('includes HTTP to other machines for a page that came over HTTP, and still nothing else', () => {
    expect(connectSource('http://192.168.1.5:11434/v1/', 'http:')).toBe('http://192.168.1.5:11434');
    expect(connectSource('http://workstation.local/v1/', 'http:')).toBe('http://workstation.local');
    expect(connectSource('http://[fe80::1]:11434/', 'http:')).toBeNull();
    expect(connectSource('ws://192.168.1.5/', 'http:')).toBeNull();
    expect(connectSource('http://user:secret@192.168.1.5/', 'http:')).toBeNull();
  });

  it('can never add a directive or another source', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl(), fc.string({ unit: 'grapheme' })),
        fc.constantFrom('http:', 'https:'),
        (address, pageProtocol) => {
          expect(connectSource(address, pageProtocol) ?? '').not.toMatch(/[\s;,'"]/);
        },
      ),
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
  const local = metaPolicy(['http://localhost:11434']);
  expect(allowsConnection(local, 'http://localhost:11434/v1/')).toBe(true);
  expect(allowsConnection(local, 'http://localhost:1234/v1/'), 'another port').toBe(false);
});

describe('beside the policy of a host', () => {
  const HUB = 'https://hub.example';

  it('keeps one that is stricter as it is, while the user has allowed nothing', () => {
    const hosted = "default-src 'none'; script-src 'self'; frame-ancestors 'none', connect-src 'self'";
    expect(policyBeside(hosted, [])).toBe(hosted);
  });

  it('adds what the user allowed to its connections, and to nothing else', () => {
    expect(policyBeside("script-src 'self'; Connect-Src 'self' ; frame-ancestors 'none'", [HUB])).toBe(
      `connect-src 'self' ${HUB}; script-src 'self'; frame-ancestors 'none'`,
    );
    expect(policyBeside("connect-src 'none'", [HUB])).toBe(`connect-src ${HUB}`);
  });

  it('adds it to every policy in the header, also where the default is what limits connections', () => {
    expect(policyBeside("default-src 'self', connect-src https://a.example", [HUB])).toBe(
      `connect-src 'self' ${HUB}; default-src 'self', connect-src https://a.example ${HUB}`,
    );
  });

  it('guards connections where the host sends no policy, or one that leaves them open', () => {
    expect(policyBeside(null, [HUB])).toBe(headerPolicy([HUB]));
    expect(policyBeside("frame-ancestors 'none'", [])).toBe(`frame-ancestors 'none', ${metaPolicy()}`);
  });

  it('lets what was allowed through our own policy', () => {
    expect(allowsConnection(policyBeside(headerPolicy(), [HUB]), HUB)).toBe(true);
  });
});

it('exchanges the policy of a built page, whose attribute the build has escaped', () => {
  const built = `<head><meta http-equiv="Content-Security-Policy" content="connect-src &#39;self&#39;"><title>x</title>`;
  expect(withMetaPolicy(built, ['https://hub.example'])).toBe(
    `<head><meta http-equiv="Content-Security-Policy" content="${metaPolicy(['https://hub.example'])}"><title>x</title>`,
  );
});
