import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { ggufFile, TINY_GGUF } from '../../../tests/support/gguf-file';
import { startHubServer, type HubServer } from '../../../tests/support/hub-server';
import type { HubRepository } from '../../../tests/support/hub-server/repository';
import { onnxFolder } from '../../../tests/support/onnx-folder';
import { toFailure, type Failure } from '../../contracts/failure';
import type { MachineProfile } from '../../contracts/machine';
import type { ModelEntry } from '../../contracts/model';
import { ALL_MINILM_L6_V2 } from '../catalogue/all-minilm-l6-v2';
import { resolveHubModel, type HubModelRequest } from './resolve-hub-model';

const WITHOUT_GPU: MachineProfile = { gpu: null, threads: 4, memoryGiB: 8, freeBytes: null, probe: null };
const WITH_GPU: MachineProfile = {
  ...WITHOUT_GPU,
  gpu: {
    name: 'test',
    shaderF16: true,
    isFallback: false,
    maxBufferSize: 2 ** 30,
    maxStorageBufferBindingSize: 2 ** 30,
  },
};
const NOBODY = 'http://127.0.0.1:9/';

let hub: HubServer | null = null;
afterEach(async () => {
  await hub?.close();
  hub = null;
});

async function serve(...repositories: HubRepository[]): Promise<HubServer> {
  hub = await startHubServer({ repositories });
  return hub;
}

const tinyWriter = (files = onnxFolder(), more: Partial<HubRepository> = {}): HubRepository => ({
  id: 'desk/Tiny-Writer-ONNX',
  files,
  lfsFromBytes: 1000,
  pipelineTag: 'text-generation',
  license: 'apache-2.0',
  languages: ['en', 'code', 'de'],
  ...more,
});

function resolve(more: Partial<HubModelRequest> = {}): Promise<ModelEntry> {
  return resolveHubModel({
    repo: 'desk/Tiny-Writer-ONNX',
    revision: 'main',
    listing: null,
    hubs: hub ? [hub.url] : [],
    fetch,
    machine: WITH_GPU,
    ...more,
  });
}

async function failureOf(resolving: Promise<unknown>): Promise<Failure> {
  return resolving.then(
    () => expect.unreachable('resolved'),
    (error: unknown) => toFailure(error),
  );
}

const paths = (entry: ModelEntry): string[] => entry.files.map(({ path }) => path);

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
    expect(paths(entry)).toEqual([
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
    expect(entry.variants.flatMap(({ files }) => files)).toEqual(paths(entry).slice(-3));
    expect(entry.downloadBytes).toBe(entry.files.reduce((sum, { bytes }) => sum + bytes, 0));
  });

  it('gets the graph that a machine without GPU runs well', async () => {
    await serve(tinyWriter());
    const entry = await resolve({ machine: WITHOUT_GPU });
    expect(entry).toMatchObject({ quantization: 'q8', devices: ['wasm'], requiresF16: false });
    expect(paths(entry)).toContain('onnx/model_quantized.onnx');
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
    expect(paths(entry)).toContain('onnx/model_q4.onnx');
    expect(paths(entry)).not.toContain('onnx/model_q4f16.onnx');
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
    expect(paths(await resolve())).toContain('chat_template.jinja');
  });
});

describe('a GGUF model', () => {
  const parts = {
    'm-Q4_K_M-00001-of-00002.gguf': ggufFile(TINY_GGUF),
    'm-Q4_K_M-00002-of-00002.gguf': ggufFile({}),
  };
  const gguf = (files: HubRepository['files']): HubRepository => ({
    id: 'desk/m-GGUF',
    files,
    lfsFromBytes: 10,
  });

  it('is the best quantization with all of its parts, as its header tells', async () => {
    await serve(gguf({ 'm-Q8_0.gguf': ggufFile(TINY_GGUF), ...parts }));
    const entry = await resolve({ repo: 'desk/m-GGUF' });
    expect(entry).toMatchObject({ engine: 'wllama', quantization: 'Q4_K_M', contextLength: 4096, name: 'm' });
    expect(paths(entry)).toEqual(Object.keys(parts));
    expect(entry.variants[0]?.files).toEqual(Object.keys(parts));
  });

  it('is the file that the catalogue names', async () => {
    await serve(gguf({ 'm-Q8_0.gguf': ggufFile(TINY_GGUF), ...parts }));
    const listing = { ...ALL_MINILM_L6_V2, engine: 'wllama', file: 'm-Q8_0.gguf' } as const;
    expect(paths(await resolve({ repo: 'desk/m-GGUF', listing }))).toEqual(['m-Q8_0.gguf']);
    const failure = await failureOf(
      resolve({ repo: 'desk/m-GGUF', listing: { ...listing, file: 'gone.gguf' } }),
    );
    expect(failure.message).toContain('gone.gguf');
  });

  it('is the file whose page was given, with all of its parts', async () => {
    await serve(gguf({ 'm-Q8_0.gguf': ggufFile(TINY_GGUF), ...parts }));
    const entry = await resolve({ repo: 'desk/m-GGUF', file: 'm-Q8_0.gguf' });
    expect(entry.quantization).toBe('Q8_0');
    expect(paths(entry)).toEqual(['m-Q8_0.gguf']);
    const split = await resolve({ repo: 'desk/m-GGUF', file: 'm-Q4_K_M-00002-of-00002.gguf' });
    expect(paths(split)).toEqual(Object.keys(parts));
    expect(await failureOf(resolve({ repo: 'desk/m-GGUF', file: 'm-Q2_K.gguf' }))).toMatchObject({
      code: 'unsupported-model',
      message: expect.stringContaining('m-Q2_K.gguf'),
    });
  });

  it('is refused when it writes no text, or a part is missing', async () => {
    const metadata = { ...TINY_GGUF.metadata, 'general.architecture': 'nomic-bert' };
    await serve(gguf({ 'e-Q8_0.gguf': ggufFile({ ...TINY_GGUF, metadata }) }));
    expect((await failureOf(resolve({ repo: 'desk/m-GGUF' }))).message).toContain('does not write text');
    await hub?.close();
    await serve(gguf({ 'm-Q4_K_M-00001-of-00002.gguf': ggufFile(TINY_GGUF) }));
    expect((await failureOf(resolve({ repo: 'desk/m-GGUF' }))).message).toContain('not all of its parts');
  });
});

describe('a hub that does not help', () => {
  it('is not asked unless the user allowed it', async () => {
    expect(await failureOf(resolve({ hubs: [] }))).toMatchObject({ code: 'source-not-allowed' });
  });

  it('does not learn who asks, nor from where', async () => {
    await serve(tinyWriter());
    const asked: (RequestInit | undefined)[] = [];
    await resolve({
      fetch: (address, init) => {
        asked.push(init);
        return fetch(address, init);
      },
    });
    expect(asked.length).toBeGreaterThan(1);
    for (const init of asked)
      expect(init).toMatchObject({ referrerPolicy: 'no-referrer', credentials: 'omit' });
  });

  it('is passed over for the next one', async () => {
    const { url } = await serve(tinyWriter());
    expect((await resolve({ hubs: [NOBODY, url] })).baseUrl.startsWith(url)).toBe(true);
  });

  it.each([
    ['does not know the repository', 'desk/none', 'main', 'model-unknown', 'desk/none'],
    ['does not know the revision', 'desk/Tiny-Writer-ONNX', 'v9', 'model-unknown', 'v9'],
    ['gives it only to those who signed in', 'desk/gated', 'main', 'download-failed', 'Accept the terms'],
  ])('is quoted when it %s', async (_what, repo, revision, code, words) => {
    const { url } = await serve(tinyWriter(), tinyWriter(onnxFolder(), { id: 'desk/gated', gated: true }));
    // An address that is out of reach besides tells the user nothing.
    const failure = await failureOf(resolve({ repo, revision, hubs: [NOBODY, url] }));
    expect(failure).toMatchObject({ code, retryable: false });
    expect(failure.message).toContain(words);
  });

  it('can be tried again when it is out of reach or overloaded', async () => {
    expect(await failureOf(resolve({ hubs: [NOBODY] }))).toMatchObject({
      code: 'download-failed',
      retryable: true,
    });
    const { faults } = await serve(tinyWriter());
    faults.add({ kind: 'status', status: 503 });
    expect(await failureOf(resolve())).toMatchObject({ code: 'download-failed', retryable: true });
  });

  it.each([
    ['a web page', new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'web page'],
    ['no JSON', new Response('so sorry'), 'as a model hub does'],
    ['JSON of something else', Response.json({ sha: 'main', siblings: 'none' }), 'as a model hub does'],
    [
      'files outside of the repository',
      Response.json({ sha: 'a'.repeat(40), siblings: [{ rfilename: '../x.gguf', size: 1 }] }),
      'as a model hub does',
    ],
  ])('is refused when it answers with %s', async (_what, response, words) => {
    const failure = await failureOf(
      resolve({ hubs: ['https://hub.example/'], fetch: () => Promise.resolve(response) }),
    );
    expect(failure).toMatchObject({ code: 'download-failed', retryable: false });
    expect(failure.message).toContain(words);
  });

  it('is found out when it sends another file than it announced', async () => {
    const { faults } = await serve(tinyWriter());
    faults.add({ kind: 'other-bytes', at: 3 }, { path: 'tokenizer.json' });
    expect(await failureOf(resolve())).toMatchObject({ code: 'integrity-failed' });
  });

  it('is left when the user cancels', async () => {
    const { faults } = await serve(tinyWriter());
    faults.add({ kind: 'stall', afterBytes: null });
    const cancel = new AbortController();
    const failure = failureOf(resolve({ signal: cancel.signal }));
    setTimeout(() => cancel.abort(), 50);
    expect(await failure).toMatchObject({ code: 'cancelled' });
  });
});
