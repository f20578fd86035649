import { describe, expect, it } from 'vitest';
import { CHATML_CONFIG, mlcFolder, type MlcFolderOptions } from '../../../tests/support/mlc-folder';
import { toFailure, type Failure } from '../../contracts/failure';
import { describeMlcModel, type MlcFolder, type MlcModel } from './mlc-model';

type Files = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

function folderOf(files: Files): MlcFolder {
  return {
    name: 'Tiny',
    files: new Map(Object.entries(files).map(([path, { byteLength }]) => [path, byteLength])),
    text: async (path) => new TextDecoder().decode(files[path]),
  };
}

const LEFT_TO_FILES = { task: null, contextLength: null, libraryPath: 'lib.wasm' } as const;

function describeFolder(options: MlcFolderOptions = {}, without: readonly string[] = []): Promise<MlcModel> {
  const files = Object.entries(mlcFolder(options)).filter(([path]) => !without.includes(path));
  return describeMlcModel(folderOf(Object.fromEntries(files)), LEFT_TO_FILES);
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  return work.then(
    () => expect.unreachable('described'),
    (error: unknown) => toFailure(error),
  );
}

describe('an MLC folder', () => {
  it('is described by its configuration and its list of tensors', async () => {
    expect(await describeFolder()).toMatchObject({
      task: 'text-generation',
      contextLength: 4096,
      // 3200 bytes at 4.5 bits.
      parameters: 5689,
      quantization: 'q4f16_1',
      largestTensorBytes: 2000,
      variants: [
        {
          engine: 'web-llm',
          device: 'webgpu',
          graph: 'lib.wasm',
          dtype: 'q4f16_1',
          files: ['lib.wasm'],
          requiresF16: true,
        },
      ],
    });
  });

  it('keeps what web-llm reads and the licence, the weights last', async () => {
    expect((await describeFolder()).paths).toEqual([
      'mlc-chat-config.json',
      'tensor-cache.json',
      'tokenizer.json',
      'LICENSE',
      'params_shard_0.bin',
      'params_shard_1.bin',
    ]);
  });

  it.each([
    ['q4f32_1', false],
    ['q0f16', true],
    ['q0bf16', false],
  ])('of quantization %s needs 16-bit shaders: %s', async (quantization, needs) => {
    const [variant] = (await describeFolder({ config: { quantization } })).variants;
    expect(variant?.requiresF16 ?? false).toBe(needs);
  });

  it('takes the memory of weights, context and work', async () => {
    const layers = {
      ...CHATML_CONFIG.model_config,
      num_hidden_layers: 24,
      num_key_value_heads: 8,
      head_dim: 128,
    };
    const peakOf = async (quantization: string) =>
      (await describeFolder({ config: { quantization, model_config: layers } })).variants[0]?.peakBytes ?? 0;
    // Keys and values of 24 layers, 8 heads, 128 dimensions and 4096 tokens are 403 MB at 16 bits.
    expect(await peakOf('q4f16_1')).toBe(510e6);
    expect(await peakOf('q4f32_1')).toBe(910e6);
  });

  it('has the context that it was made for, and no more than is usual', async () => {
    const lengthOf = async (config: object) => (await describeFolder({ config })).contextLength;
    expect(await lengthOf({ context_window_size: 2048 })).toBe(2048);
    expect(await lengthOf({ context_window_size: 131_072 })).toBe(4096);
    expect(await lengthOf({ context_window_size: -1, sliding_window_size: 1024 })).toBe(1024);
    const told = await describeMlcModel(folderOf(mlcFolder()), { ...LEFT_TO_FILES, contextLength: 8192 });
    expect(told.contextLength).toBe(8192);
  });

  it('may be an embedder, which is not talked to', async () => {
    const config = { model_type: 'bert', context_window_size: 512, conv_template: undefined };
    expect(await describeFolder({ config })).toMatchObject({
      task: 'feature-extraction',
      contextLength: 512,
    });
  });

  it('may have the names that earlier versions of MLC gave', async () => {
    const { 'tensor-cache.json': tensors, ...files } = mlcFolder();
    const older = { ...files, 'ndarray-cache.json': tensors ?? expect.unreachable('no list') };
    const { paths } = await describeMlcModel(folderOf(older), LEFT_TO_FILES);
    expect(paths).toContain('ndarray-cache.json');
  });
});

describe('a folder that web-llm could not load', () => {
  it.each(['tensor-cache.json', 'tokenizer.json', 'params_shard_1.bin'])(
    'is refused without %s',
    async (path) => {
      const failure = await failureOf(describeFolder({}, [path]));
      expect(failure).toMatchObject({ code: 'unsupported-model', retryable: false });
      expect(failure.message).toContain(path);
    },
  );

  it('is refused when a file of weights is cut off', async () => {
    const files = mlcFolder();
    const cut = { ...files, 'params_shard_0.bin': new Uint8Array(1999) };
    expect(await failureOf(describeMlcModel(folderOf(cut), LEFT_TO_FILES))).toMatchObject({
      code: 'integrity-failed',
      message: expect.stringContaining('params_shard_0.bin'),
    });
  });

  it.each(['', '{', '[]', '{"tokenizer_files": 3}'])('is refused with the configuration %s', async (text) => {
    const broken = { ...mlcFolder(), 'mlc-chat-config.json': new TextEncoder().encode(text) };
    expect((await failureOf(describeMlcModel(folderOf(broken), LEFT_TO_FILES))).code).toBe(
      'integrity-failed',
    );
  });

  it('is refused when it names weights outside of itself', async () => {
    const tensors = { records: [{ dataPath: '../secret.bin', nbytes: 1, records: [] }] };
    const files = { ...mlcFolder(), 'tensor-cache.json': new TextEncoder().encode(JSON.stringify(tensors)) };
    expect((await failureOf(describeMlcModel(folderOf(files), LEFT_TO_FILES))).code).toBe('integrity-failed');
  });

  it.each([undefined, null, 'llama-3'])(
    'is refused when nobody says how it is talked to: %s',
    async (told) => {
      const failure = await failureOf(describeFolder({ config: { conv_template: told } }));
      expect(failure.message).toContain('no chat template');
    },
  );
});
