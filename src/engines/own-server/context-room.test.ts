import { describe, expect, it } from 'vitest';
import { json, scriptedServer, type Script } from '../../../tests/support/scripted-server';
import { toFailure } from '../../contracts/failure';
import type { OwnServerKind } from '../../contracts/own-server';
import { requireRoom } from './context-room';
import { createTokenCounter } from './token-counter';

const NEVER = new AbortController().signal;
const tokens = (count: number) => ({ tokens: new Array<number>(count).fill(1) });

function stage(kind: OwnServerKind, script: Script = {}) {
  const connection = scriptedServer({ kind }, script);
  const counter = createTokenCounter(connection, 'm');
  const room = { modelName: 'm', contextLength: 1000, counter };
  const ask = async (content: string, maxTokens: number) => {
    const turns = [{ role: 'user' as const, content }];
    return requireRoom(room, turns, { maxTokens }, NEVER).then(
      () => null,
      (error: unknown) => toFailure(error).code,
    );
  };
  return { ask, counter, connection };
}

describe('room for prompt and answer', () => {
  it('is not asked about while it is plain that there is some', async () => {
    const { ask, connection } = stage('llama-cpp');
    expect(await ask('x'.repeat(400), 100)).toBeNull();
    expect(connection.requests).toEqual([]);
  });

  it('is not asked about when the answer alone takes it', async () => {
    const { ask, connection } = stage('llama-cpp');
    expect(await ask('Hello', 1000)).toBe('context-overflow');
    expect(connection.requests).toEqual([]);
  });

  it.each([
    [899, null],
    [901, 'context-overflow'],
  ])('is counted by llama.cpp, template and all: %d tokens', async (count, code) => {
    const { ask, connection } = stage('llama-cpp', {
      '/apply-template': () => json(200, { prompt: '<|user|>Hello' }),
      '/tokenize': () => json(200, tokens(count)),
    });
    expect(await ask('x'.repeat(4000), 100)).toBe(code);
    expect(connection.bodies('/tokenize')).toMatchObject([{ content: '<|user|>Hello', parse_special: true }]);
  });

  it.each([
    [899, null],
    [901, 'context-overflow'],
  ])('is counted by vLLM: %d tokens', async (count, code) => {
    const { ask } = stage('vllm', {
      '/tokenize': () => json(200, { count, max_model_len: 1000, tokens: [] }),
    });
    expect(await ask('x'.repeat(4000), 100)).toBe(code);
  });

  it.each(['ollama', 'lm-studio', 'localai', 'jan', 'other'] as const)(
    'is reckoned with care for %s, which would cut the prompt without a word',
    async (kind) => {
      const { ask } = stage(kind);
      expect(await ask('word '.repeat(400), 100)).toBeNull();
      expect(await ask('word '.repeat(1000), 100)).toBe('context-overflow');
      expect(await ask('請'.repeat(900), 100)).toBe('context-overflow');
    },
  );
});

describe('tokens of a text', () => {
  it.each([
    ['llama-cpp', '/tokenize', tokens(2), { content: 'two words', add_special: false }],
    ['vllm', '/tokenize', { count: 2 }, { prompt: 'two words', add_special_tokens: false }],
    ['localai', '/v1/tokenize', tokens(2), { content: 'two words' }],
  ] as const)('are counted by %s', async (kind, path, reply, body) => {
    const { counter, connection } = stage(kind, { [path]: () => json(200, reply) });
    expect(await counter.countText('two words', NEVER)).toBe(2);
    expect(connection.bodies(path)).toMatchObject([{ model: 'm', ...body }]);
  });

  it.each(['ollama', 'lm-studio', 'jan', 'other'] as const)('cannot be counted by %s', async (kind) => {
    const { counter, connection } = stage(kind);
    await expect(counter.countText('two words', NEVER)).rejects.toMatchObject({
      failure: { code: 'request-unsupported' },
    });
    expect(connection.requests).toEqual([]);
  });
});
