import { describe, expect, it } from 'vitest';
import { json, page, scriptedServer, silent, type Script } from '../../../tests/support/scripted-server';
import type { OwnServerKind } from '../../contracts/own-server';
import { listServerModels } from './list-server-models';

const NEVER = new AbortController().signal;

function list(kind: OwnServerKind, script: Script) {
  return listServerModels(scriptedServer({ kind }, script), NEVER);
}

describe('the models of', () => {
  it('llama.cpp, with the context that each request has', async () => {
    const data = [
      { id: 'smollm2', object: 'model', owned_by: 'llamacpp', meta: { n_ctx: 4096, n_ctx_train: 8192 } },
    ];
    const models = await list('llama-cpp', { '/v1/models': () => json(200, { object: 'list', data }) });
    expect(models).toEqual([{ name: 'smollm2', task: 'text-generation', contextLength: 4096 }]);
  });

  it('vLLM', async () => {
    const data = [{ id: 'Qwen/Qwen3-4B', owned_by: 'vllm', max_model_len: 40_960 }];
    const models = await list('vllm', { '/v1/models': () => json(200, { data }) });
    expect(models).toEqual([{ name: 'Qwen/Qwen3-4B', task: 'text-generation', contextLength: 40_960 }]);
  });

  it('Ollama, which tells the context of those in memory only', async () => {
    const models = await list('ollama', {
      '/v1/models': () =>
        json(200, {
          data: ['llama3.2:latest', 'qwen3:4b', 'nomic-embed-text:latest'].map((id) => ({
            id,
            owned_by: 'library',
          })),
        }),
      '/api/ps': () => json(200, { models: [{ name: 'qwen3:4b', context_length: 8192 }] }),
    });
    expect(models).toEqual([
      { name: 'llama3.2:latest', task: 'text-generation', contextLength: null },
      { name: 'qwen3:4b', task: 'text-generation', contextLength: 8192 },
      { name: 'nomic-embed-text:latest', task: 'feature-extraction', contextLength: null },
    ]);
  });

  it('LM Studio, which knows what each is for', async () => {
    const ids = ['qwen3-4b', 'granite', 'text-of-a-library'];
    const details = [
      {
        id: 'qwen3-4b',
        type: 'llm',
        state: 'loaded',
        loaded_context_length: 4096,
        max_context_length: 40_960,
      },
      { id: 'granite', type: 'embeddings', state: 'not-loaded', max_context_length: 512 },
      { id: 'text-of-a-library', type: 'vlm', state: 'not-loaded', max_context_length: 131_072 },
    ];
    const models = await list('lm-studio', {
      '/v1/models': () => json(200, { data: ids.map((id) => ({ id })) }),
      '/api/v0/models': () => json(200, { data: details }),
    });
    expect(models).toEqual([
      { name: 'qwen3-4b', task: 'text-generation', contextLength: 4096 },
      { name: 'granite', task: 'feature-extraction', contextLength: null },
      { name: 'text-of-a-library', task: 'text-generation', contextLength: null },
    ]);
  });

  it.each(['ollama', 'lm-studio'] as const)('%s of a version that tells no more', async (kind) => {
    const models = await list(kind, { '/v1/models': () => json(200, { data: [{ id: 'bge-m3' }] }) });
    expect(models).toEqual([{ name: 'bge-m3', task: 'feature-extraction', contextLength: null }]);
  });

  it('a server that has none yet', async () => {
    expect(await list('ollama', { '/v1/models': () => json(200, { object: 'list', data: null }) })).toEqual(
      [],
    );
  });
});

it.each([
  'BAAI/bge-m3',
  'intfloat/multilingual-e5-large',
  'all-minilm:latest',
  'text-embedding-nomic-embed-text-v1.5',
  'gte-qwen2-1.5b',
])('guesses that %s makes vectors', async (id) => {
  const [model] = await list('other', { '/v1/models': () => json(200, { data: [{ id }] }) });
  expect(model?.task).toBe('feature-extraction');
});

it.each(['llama3.2:3b', 'gpt-oss:20b', 'mistral-e5x', 'qwen3-4b-instruct'])(
  'guesses that %s writes',
  async (id) => {
    const [model] = await list('other', { '/v1/models': () => json(200, { data: [{ id }] }) });
    expect(model?.task).toBe('text-generation');
  },
);

it.each([
  ['a web page', () => page(200), 'a web page'],
  ['JSON of something else', () => json(200, { hello: 'world' }), 'does not answer as'],
  ['no JSON', () => new Response('hello'), 'does not answer as'],
])('refuses %s', async (_what, respond, sentence) => {
  await expect(list('other', { '/v1/models': respond })).rejects.toMatchObject({
    failure: { code: 'server-refused', message: expect.stringContaining(sentence) as string },
  });
});

it('can be cancelled while the product’s own list is asked for', async () => {
  const controller = new AbortController();
  const connection = scriptedServer(
    { kind: 'ollama' },
    { '/v1/models': () => json(200, { data: [{ id: 'm' }] }), '/api/ps': silent },
  );
  const listing = listServerModels(connection, controller.signal);
  setTimeout(() => controller.abort());
  await expect(listing).rejects.toMatchObject({ failure: { code: 'cancelled' } });
});
