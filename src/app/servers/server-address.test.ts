import { describe, expect, it } from 'vitest';
import { isOwnMachine, readServerAddress } from './server-address';

describe('an address as the user types it', () => {
  it.each([
    ['localhost:11434', 'http://localhost:11434/v1/'],
    ['http://127.0.0.1:8080/v1/chat/completions', 'http://127.0.0.1:8080/v1/'],
    ['https://gpu.example/llm/v1', 'https://gpu.example/llm/v1/'],
  ])('%s is %s', (written, baseUrl) => {
    expect(readServerAddress(written, 'https:')).toEqual({ baseUrl });
  });

  it('may be plain HTTP on another machine only for a page that came over HTTP', () => {
    const written = '192.168.1.5:11434';
    expect(readServerAddress(written, 'https:')).toEqual({ problem: 'mixed-content' });
    expect(readServerAddress(written, 'http:')).toEqual({ baseUrl: 'http://192.168.1.5:11434/v1/' });
  });

  it.each([
    ['', 'no-address'],
    ['ftp://gpu.example', 'no-address'],
    ['http://user:secret@localhost:1234', 'no-address'],
    ['http://[::1]:11434', 'not-nameable'],
  ])('%s is %s', (written, problem) => {
    expect(readServerAddress(written, 'http:')).toEqual({ problem });
  });
});

it('knows what stays on this machine', () => {
  expect(isOwnMachine('http://localhost:11434/v1/')).toBe(true);
  expect(isOwnMachine('http://localhost.example/v1/')).toBe(false);
  expect(isOwnMachine('http://192.168.1.5/v1/')).toBe(false);
});
