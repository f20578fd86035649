import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiAddress, productAddress, toBaseUrl } from './base-url';
import { hostKind } from './host-kind';

describe('the address of a server as people write it', () => {
  it.each([
    ['localhost:11434', 'http://localhost:11434/v1/'],
    ['  http://127.0.0.1:8080/ ', 'http://127.0.0.1:8080/v1/'],
    ['http://localhost:1234/v1', 'http://localhost:1234/v1/'],
    ['http://localhost:1234/v1/chat/completions', 'http://localhost:1234/v1/'],
    ['https://gpu.example/models', 'https://gpu.example/v1/'],
    ['https://gpu.example/llm/v1/embeddings', 'https://gpu.example/llm/v1/'],
    ['https://gpu.example/api/openai', 'https://gpu.example/api/openai/'],
    ['https://gpu.example/v1/?key=1#x', 'https://gpu.example/v1/'],
  ])('%s is %s', (written, baseUrl) => {
    expect(toBaseUrl(written)).toBe(baseUrl);
  });

  it.each(['', 'two words', 'ftp://localhost', 'http://me:secret@localhost:1234', 'http://'])(
    '%j is none',
    (written) => {
      expect(toBaseUrl(written)).toBeNull();
    },
  );

  it('stays as it is once it is a base address', () => {
    fc.assert(
      fc.property(fc.webUrl(), (written) => {
        const baseUrl = toBaseUrl(written);
        expect(baseUrl).toMatch(/\/$/);
        expect(toBaseUrl(baseUrl ?? '')).toBe(baseUrl);
      }),
      { numRuns: 30 },
    );
  });
});

it('finds the endpoints of the OpenAI API and, beside them, the product’s own', () => {
  expect(apiAddress('http://h:1/v1/', 'chat/completions')).toBe('http://h:1/v1/chat/completions');
  expect(productAddress('http://h:1/v1/', 'tokenize')).toBe('http://h:1/tokenize');
  expect(productAddress('http://h:1/llm/v1/', 'api/ps')).toBe('http://h:1/llm/api/ps');
  expect(productAddress('http://h:1/openai/', 'tokenize')).toBe('http://h:1/openai/tokenize');
});

it.each([
  ['localhost', 'loopback'],
  ['127.0.0.1', 'loopback'],
  ['desk.localhost', 'loopback'],
  ['[::1]', 'loopback'],
  ['192.168.1.5', 'local'],
  ['172.20.0.1', 'local'],
  ['nas', 'local'],
  ['printer.local', 'local'],
  ['[fd12::1]', 'local'],
  ['172.32.0.1', 'public'],
  ['localhost.example', 'public'],
  ['10.example.org', 'public'],
])('%s is %s', (hostname, kind) => {
  expect(hostKind(hostname)).toBe(kind);
});
