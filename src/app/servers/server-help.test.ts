import { describe, expect, it } from 'vitest';
import type { OwnServerKind } from '../../contracts/own-server';
import { toBaseUrl } from '../../platform/openai-client/base-url';
import { SERVER_ADDRESSES, serverHelp } from './server-help';

const ORIGIN = 'https://desk.example';
const kinds = Object.keys(SERVER_ADDRESSES) as OwnServerKind[];

describe.each(kinds)('the help for %s', (kind) => {
  it('names an address that can be used as it stands', () => {
    const address = SERVER_ADDRESSES[kind];
    expect(toBaseUrl(address)).toBe(address);
    expect(serverHelp(kind, ORIGIN).address.text).toContain(address);
  });

  it('says something on every topic', () => {
    for (const { text, commands } of Object.values(serverHelp(kind, ORIGIN))) {
      expect(text).toMatch(/\.$/);
      for (const command of commands) expect(command.text).not.toBe('');
    }
  });
});

it.each<[OwnServerKind, string]>([
  ['ollama', 'OLLAMA_ORIGINS="https://desk.example" ollama serve'],
  ['llama-cpp', '--cors-origins "https://desk.example"'],
  ['vllm', `--allowed-origins '["https://desk.example"]'`],
  ['lm-studio', 'lms server start --cors'],
  ['localai', 'LOCALAI_CORS=true LOCALAI_CORS_ALLOW_ORIGINS="https://desk.example"'],
])('names this page where %s allows pages one by one', (kind, setting) => {
  const { commands } = serverHelp(kind, ORIGIN).cors;
  expect(commands.map(({ text }) => text).join('\n')).toContain(setting);
});
