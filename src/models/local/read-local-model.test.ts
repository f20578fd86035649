import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ggufFile, TINY_GGUF } from '../../../tests/support/gguf-file';
import { onnxFolder } from '../../../tests/support/onnx-folder';
import { toFailure, type Failure } from '../../contracts/failure';
import type { PickedFile } from '../../contracts/models-api';
import { ALL_MINILM_L6_V2 } from '../catalogue/all-minilm-l6-v2';
import { GENERAL_PROMPTS } from '../catalogue/general-prompts';
import { readLocalModel } from './read-local-model';

type Bytes = Uint8Array<ArrayBuffer>;

function pick(files: Readonly<Record<string, Bytes>>, folder = ''): PickedFile[] {
  return Object.entries(files).map(([path, bytes]) => ({ path: folder + path, blob: new Blob([bytes]) }));
}

async function failureOf(files: readonly PickedFile[], signal?: AbortSignal): Promise<Failure> {
  return readLocalModel(files, signal).then(
    () => expect.unreachable('read'),
    (error: unknown) => toFailure(error),
  );
}

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('a GGUF file', () => {
  it('is described by its header and pinned by its hash', async () => {
    const bytes = ggufFile(TINY_GGUF);
    const { entry } = await readLocalModel(pick({ 'my models/Tiny-Writer (copy).Q8_0.gguf': bytes }));
    expect(entry).toMatchObject({
      name: 'Tiny Writer (copy)',
      task: 'text-generation',
      engine: 'wllama',
      license: 'apache-2.0',
      parameters: 64,
      contextLength: 4096,
      quantization: 'Q8_0',
      evidence: 'listed',
      source: { kind: 'file', name: 'Tiny-Writer (copy).Q8_0.gguf' },
      files: [{ path: 'Tiny-Writer-copy-.Q8_0.gguf', bytes: bytes.byteLength, sha256: hash(bytes) }],
      devices: ['webgpu', 'wasm'],
      variants: [
        { engine: 'wllama', device: 'webgpu', requiresF16: true, files: ['Tiny-Writer-copy-.Q8_0.gguf'] },
        { engine: 'wllama', device: 'wasm', files: ['Tiny-Writer-copy-.Q8_0.gguf'] },
      ],
      knownAnswer: { kind: 'generate', match: 'contains' },
    });
    expect(entry.prompts).toBe(GENERAL_PROMPTS);
    expect(entry.id).toMatch(/^tiny-writer-copy-[0-9a-f]{8}$/);
    expect(entry.baseUrl).toBe(`local:${entry.id}/`);
  });

  it('has the same id each time it is added, and another one with other bytes', async () => {
    const idOf = async (bytes: Bytes) => (await readLocalModel(pick({ 'm.gguf': bytes }))).entry.id;
    const other = ggufFile({ ...TINY_GGUF, dataBytes: 69 });
    expect(await idOf(ggufFile(TINY_GGUF))).toBe(await idOf(ggufFile(TINY_GGUF)));
    expect(await idOf(other)).not.toBe(await idOf(ggufFile(TINY_GGUF)));
  });

  it('is called by its own name when the file’s tells nothing', async () => {
    const { entry } = await readLocalModel(pick({ 'ggml-model-q8_0.gguf': ggufFile(TINY_GGUF) }));
    expect(entry.name).toBe('Tiny Writer');
  });

  it('has as much context as a page has memory for', async () => {
    const metadata = { ...TINY_GGUF.metadata, 'llama.context_length': 131_072 };
    const { entry } = await readLocalModel(pick({ 'm.gguf': ggufFile({ ...TINY_GGUF, metadata }) }));
    expect(entry.contextLength).toBe(4096);
  });

  it.each([
    ['its architecture', { 'general.architecture': 'nomic-bert' }],
    ['how it pools what it makes of a text', { 'llama.pooling_type': 3 }],
  ])('is an embedder by %s', async (_what, changes) => {
    const metadata = { ...TINY_GGUF.metadata, 'tokenizer.chat_template': '', ...changes };
    const { entry } = await readLocalModel(pick({ 'e.gguf': ggufFile({ ...TINY_GGUF, metadata }) }));
    expect(entry).toMatchObject({
      task: 'feature-extraction',
      devices: ['wasm'],
      prompts: null,
      knownAnswer: { kind: 'nearer' },
    });
  });

  it.each([
    ['pictures', { 'general.architecture': 'clip' }],
    ['marks', { 'general.architecture': 'bert', 'bert.pooling_type': 4 }],
  ])('is refused when it makes %s', async (_what, changes) => {
    const metadata = { ...TINY_GGUF.metadata, ...changes };
    const { message } = await failureOf(pick({ 'm.gguf': ggufFile({ ...TINY_GGUF, metadata }) }));
    expect(message).toContain('neither writes text nor turns it into vectors');
  });

  it('is taken with all of its parts', async () => {
    const second = ggufFile({ tensors: TINY_GGUF.tensors, dataBytes: 68 });
    const parts = { 'm-00002-of-00002.gguf': second, 'm-00001-of-00002.gguf': ggufFile(TINY_GGUF) };
    const { entry } = await readLocalModel(pick(parts));
    expect(entry.files.map(({ path }) => path)).toEqual(['m-00001-of-00002.gguf', 'm-00002-of-00002.gguf']);
    expect(entry.parameters).toBe(128);
    const { 'm-00001-of-00002.gguf': first } = parts;
    expect((await failureOf(pick({ 'm-00001-of-00002.gguf': first }))).message).toContain(
      'not all of its parts',
    );
  });

  it('is refused when it is cut off, before it is hashed', async () => {
    const hashed: number[] = [];
    const cut = pick({ 'm.gguf': ggufFile(TINY_GGUF).slice(0, -1) });
    await expect(readLocalModel(cut, undefined, (bytes) => hashed.push(bytes))).rejects.toMatchObject({
      failure: { code: 'integrity-failed' },
    });
    expect(hashed).toEqual([]);
  });

  it('is refused when no browser could load it', async () => {
    const blob = new Blob();
    Object.defineProperty(blob, 'size', { value: 3e9 });
    expect(await failureOf([{ path: 'large.gguf', blob }])).toMatchObject({ code: 'unsupported-model' });
  });

  it('is refused with other models beside it, or without a chat template', async () => {
    const bytes = ggufFile(TINY_GGUF);
    expect((await failureOf(pick({ 'a.gguf': bytes, 'b.gguf': bytes }))).message).toContain('one at a time');
    const metadata = { ...TINY_GGUF.metadata, 'tokenizer.chat_template': '' };
    expect((await failureOf(pick({ 'm.gguf': ggufFile({ ...TINY_GGUF, metadata }) }))).message).toContain(
      'no chat template',
    );
  });
});

describe('the folder of an ONNX model', () => {
  it('is found at any depth, with a graph for each kind of machine', async () => {
    const { entry } = await readLocalModel(pick(onnxFolder(), 'downloads/Tiny-Writer/'));
    expect(entry).toMatchObject({
      name: 'Tiny Writer',
      engine: 'transformers',
      contextLength: 4096,
      quantization: 'q4f16',
      devices: ['webgpu', 'wasm'],
      requiresF16: false,
      source: { kind: 'file', name: 'Tiny-Writer' },
    });
    expect(entry.variants.map(({ device, dtype, files }) => [device, dtype, files[0]])).toEqual([
      ['webgpu', 'q4f16', 'onnx/model_q4f16.onnx'],
      ['webgpu', 'q4', 'onnx/model_q4.onnx'],
      ['wasm', 'q8', 'onnx/model_quantized.onnx'],
    ]);
    expect(entry.files.map(({ path }) => path)).not.toContain('onnx/model.onnx');
  });

  it('may have its graph beside the configuration', async () => {
    const { 'onnx/model_quantized.onnx': graph = new Uint8Array(), ...rest } = onnxFolder();
    const flat = Object.entries(rest).filter(([path]) => !path.startsWith('onnx/'));
    const { entry, fetch } = await readLocalModel(
      pick({ ...Object.fromEntries(flat), 'model_quantized.onnx': graph }, 'flat/'),
    );
    const answer = await fetch(`${entry.baseUrl}onnx/model_quantized.onnx`);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(graph);
  });

  it('of the starter’s embedder gives the files and the variants that the catalogue pins', async () => {
    const folder = new URL('../../../public/models/all-minilm-l6-v2/', import.meta.url);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const files = names
      .filter((name) => /\.\w+$|LICENSE$/.test(name))
      .map((name) => ({ path: `minilm/${name}`, blob: new Blob([readFileSync(new URL(name, folder))]) }));
    const { entry } = await readLocalModel(files);
    const byPath = (a: { path: string }, b: { path: string }) => a.path.localeCompare(b.path);
    expect([...entry.files].sort(byPath)).toEqual([...ALL_MINILM_L6_V2.files].sort(byPath));
    const graphs = (variants: typeof entry.variants) =>
      variants.map(({ device, graph, dtype, files: used }) => ({ device, graph, dtype, used }));
    expect(graphs(entry.variants)).toEqual(graphs(ALL_MINILM_L6_V2.variants));
    expect(entry).toMatchObject({ task: 'feature-extraction', contextLength: 256, prompts: null });
  });

  it('is refused with what is missing', async () => {
    const files = pick(onnxFolder()).filter(({ path }) => path !== 'tokenizer.json');
    expect((await failureOf(files)).message).toContain('tokenizer.json');
    const two = [...pick(onnxFolder(), 'a/'), ...pick(onnxFolder(), 'b/')];
    expect((await failureOf(two)).message).toContain('2 ONNX models');
  });
});

describe('the files', () => {
  it('are given out whole or in part', async () => {
    const bytes = ggufFile(TINY_GGUF);
    const { entry, fetch } = await readLocalModel(pick({ 'm.gguf': bytes }));
    const whole = await fetch(`${entry.baseUrl}m.gguf`);
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes);
    const part = await fetch(`${entry.baseUrl}m.gguf`, { headers: { Range: 'bytes=4-7' } });
    expect([part.status, new Uint8Array(await part.arrayBuffer())]).toEqual([206, bytes.slice(4, 8)]);
  });

  it('are hashed with a word about how far it is', async () => {
    const files = onnxFolder();
    let done = 0;
    let total = 0;
    const { entry } = await readLocalModel(pick(files), undefined, (bytes, all) => {
      done += bytes;
      total = all;
    });
    expect(done).toBe(entry.downloadBytes);
    expect(total).toBe(entry.downloadBytes);
  });

  it('are left alone once the user cancels', async () => {
    const cancel = new AbortController();
    const hashed: number[] = [];
    const reading = readLocalModel(pick(onnxFolder()), cancel.signal, (bytes) => {
      hashed.push(bytes);
      cancel.abort();
    });
    await expect(reading).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(hashed).toHaveLength(1);
  });

  it('are called unreadable when they were moved meanwhile', async () => {
    const [file = expect.unreachable('no file')] = pick({ 'm.gguf': ggufFile(TINY_GGUF) });
    file.blob.stream = () =>
      new ReadableStream({ pull: (out) => out.error(new DOMException('', 'NotReadableError')) });
    expect(await failureOf([file])).toMatchObject({ code: 'integrity-failed' });
  });

  it.each([
    ['nothing', {}],
    ['a picture', { 'photo.png': new Uint8Array(8) }],
    ['a PyTorch model', { 'config.json': new Uint8Array(2), 'model.safetensors': new Uint8Array(8) }],
  ])('of %s are refused with what can be dropped', async (_what, files) => {
    const failure = await failureOf(pick(files));
    expect(failure.code).toBe('unsupported-model');
    expect(failure.message).toContain('GGUF file');
  });
});
