import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { isOwnScript, trustOwnScripts } from './trusted-script-urls';

const PAGE = 'https://desk.example/app/';

describe('scripts that may be started by address', () => {
  it.each([
    'service-worker.js',
    'assets/inference-1.js',
    '/elsewhere.js',
    'https://desk.example/app/a.js',
    'blob:https://desk.example/8e1c',
  ])('%s may', (address) => expect(isOwnScript(address, PAGE)).toBe(true));

  it.each([
    'https://evil.example/a.js',
    '//evil.example/a.js',
    'https://desk.example.evil.example/a.js',
    'https://desk.example:8443/a.js',
    'http://desk.example/a.js',
    'blob:https://evil.example/8e1c',
    'blob:null/8e1c',
    'data:text/javascript,alert(1)',
    'javascript:alert(1)',
    'https://',
  ])('%s may not', (address) => expect(isOwnScript(address, PAGE)).toBe(false));

  it('none of another origin may, however it is written', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl()),
        fc.constantFrom('', '//', '\\\\', 'blob:', ' '),
        (url, prefix) => {
          const address = prefix + url;
          if (!isOwnScript(address, PAGE)) return;
          expect(new URL(address, PAGE).origin).toBe('https://desk.example');
        },
      ),
    );
  });
});

describe('the default policy', () => {
  it('lets own addresses through as they are and refuses others', () => {
    const createPolicy = vi.fn();
    trustOwnScripts({ createPolicy }, PAGE);
    const [name, rules] = createPolicy.mock.calls[0] as [string, Record<string, (text: string) => unknown>];
    expect(name).toBe('default');
    // Without rules for markup and script text, the browser refuses both.
    expect(Object.keys(rules)).toEqual(['createScriptURL']);
    expect(rules['createScriptURL']?.('assets/a.js')).toBe('assets/a.js');
    expect(rules['createScriptURL']?.('https://evil.example/a.js')).toBeNull();
  });

  it('is not needed where the browser has no Trusted Types', () => {
    expect(() => trustOwnScripts(undefined, PAGE)).not.toThrow();
  });
});
