import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { failureOf, pathsOf, tinyWriter, useHubLookup, WITHOUT_GPU } from '../../../tests/support/hub-lookup';
import { onnxFolder } from '../../../tests/support/onnx-folder';
import { ALL_MINILM_L6_V2 } from '../catalogue/all-minilm-l6-v2';

const { serve, resolve } = useHubLookup();

describe('an ONNX model', () => {
  it('is described by what the hub and its files tell', async () => {
    const { url, commitOf } = await serve(tinyWriter());
    const commit = commitOf('desk/Tiny-Writer-ONNX');
    expect(await resolve()).toMatchObject({
      id: 'desk--tiny-writer-onnx',
      name: 'Tiny Writer',
      task: 'text-generation',
      engine: 'transformers',
      license: 'Apache-2.0',
      languages: ['en', 'de'],
      contextLength: 4096,
      quantization: 'q4f16',
      devices: ['webgpu'],
      requiresF16: true,
      evidence: 'listed',
      source: { kind: 'hub', repo: 'desk/Tiny-Writer-ONNX', revision: commit },
      baseUrl: `${url}desk/Tiny-Writer-ONNX/resolve/${commit}/`,
    });
  });

  it('has one graph with its data, and every file pinned by its SHA-256', async () => {
    await serve(tinyWriter());
    const entry = await resolve();
    const contents = onnxFolder();
    expect(pathsOf(entry)).toEqual([
      'config.json',
      'tokenizer.json',
      'tokenizer_config.json',
      'generation_config.json',
      'LICENSE',
      'onnx/model_q4f16.onnx',
      'onnx/model_q4f16.onnx_data',
      'onnx/model_q4f16.onnx_data_1',
    ]);
    for (const { path, bytes, sha256 } of entry.files) {
      const content = contents[path] ?? expect.unreachable(path);
      expect([path, bytes]).toEqual([path, content.byteLength]);
      expect(sha256, path).toBe(createHash('sha256').update(content).digest('hex'));
    }
    expect(entry.variants.flatMap(({ files }) => files)).toEqual(pathsOf(entry).slice(-3));
    expect(entry.downloadBytes).toBe(entry.files.reduce((sum, { bytes }) => sum + bytes, 0));
  });

  it('gets the graph that a machine without GPU runs well', async () => {
    await serve(tinyWriter());
    const entry = await resolve({ machine: WITHOUT_GPU });
    expect(entry).toMatchObject({ quantization: 'q8', devices: ['wasm'], requiresF16: false });
    expect(pathsOf(entry)).toContain('onnx/model_quantized.onnx');
  });

  it('is looked up without fetching weights, and each small file once', async () => {
    const { requests, sentBytes } = await serve(tinyWriter());
    await resolve();
    expect(sentBytes('onnx/model_q4f16.onnx_data')).toBe(0);
    const fetched = requests.filter(({ status }) => status === 200).map(({ path }) => path);
    expect(new Set(fetched).size).toBe(fetched.length);
  });

  it('keeps the words of the catalogue', async () => {
    await serve(tinyWriter());
    const listing = { ...ALL_MINILM_L6_V2, task: 'text-generation', contextLength: 99 } as const;
    const { id, name, purpose, contextLength, evidence, quantization } = await resolve({ listing });
    expect({ id, name, purpose, contextLength, evidence }).toEqual({
      id: listing.id,
      name: listing.name,
      purpose: listing.purpose,
      contextLength: 99,
      evidence: 'tested',
    });
    expect(quantization).toBe('q4f16');
  });

  it.each([
    ['without a chat template', { 'tokenizer_config.json': '{}' }, {}, 'chat template'],
    ['for another task', {}, { pipelineTag: 'image-text-to-text' }, 'another task'],
    ['without a tokeniser', { 'tokenizer.json': null }, {}, 'has no tokenizer.json'],
    ['without a graph that can be loaded', { 'onnx/': null }, {}, 'has no files that run in a browser'],
  ])('is refused %s', async (_what, changes: Record<string, string | null>, more, message) => {
    const files = Object.entries(onnxFolder()).flatMap(([path, bytes]) => {
      const change = Object.entries(changes).find(([start]) => path.startsWith(start))?.[1];
      if (change === null) return [];
      return [[path, change === undefined ? bytes : new TextEncoder().encode(change)] as const];
    });
    const { sentBytes } = await serve(tinyWriter(Object.fromEntries(files), more));
    const failure = await failureOf(resolve());
    expect(failure).toMatchObject({ code: 'unsupported-model', retryable: false });
    expect(failure.message).toContain(message);
    expect(sentBytes('onnx/model_q4f16.onnx_data')).toBe(0);
  });

  it('has the graph whose page was given', async () => {
    await serve(tinyWriter());
    const entry = await resolve({ file: 'onnx/model_q4.onnx' });
    expect(entry).toMatchObject({ quantization: 'q4', devices: ['webgpu'] });
    expect(pathsOf(entry)).toContain('onnx/model_q4.onnx');
    expect(pathsOf(entry)).not.toContain('onnx/model_q4f16.onnx');
  });

  it.each(['README.md', 'onnx/model_q4f16.onnx_data', 'onnx/encoder.onnx', 'onnx/model_int8.onnx'])(
    'is refused when the page is of %s, which is no graph of it',
    async (file) => {
      await serve(tinyWriter({ ...onnxFolder(), 'onnx/encoder.onnx': new Uint8Array(9) }));
      expect(await failureOf(resolve({ file }))).toMatchObject({ code: 'unsupported-model' });
    },
  );

  it('may have its chat template in a file of its own', async () => {
    const encode = (text: string) => new TextEncoder().encode(text);
    const files = {
      ...onnxFolder(),
      'tokenizer_config.json': encode('{}'),
      'chat_template.jinja': encode('{{ x }}'),
    };
    await serve(tinyWriter(files));
    expect(pathsOf(await resolve())).toContain('chat_template.jinja');
  });
});
