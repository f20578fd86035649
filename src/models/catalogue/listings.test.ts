import { describe, expect, it } from 'vitest';
import type { EngineId } from '../../contracts/model';
import { CATALOGUE } from '../catalogue';
import { findListing, LISTINGS } from './listings';

const generators = LISTINGS.filter(({ task }) => task === 'text-generation');
const embedders = LISTINGS.filter(({ task }) => task === 'feature-extraction');
const enginesOf = (family: string): EngineId[] =>
  generators.filter(({ name }) => name.startsWith(family)).map(({ engine }) => engine);

it('names each model once, in words that a file and an address can hold', () => {
  const ids = LISTINGS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9][a-z0-9._-]*$/);
  const names = LISTINGS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(LISTINGS)('$id', (listing) => {
  it('tells what one chooses by', () => {
    expect(listing.purpose).toMatch(/\.$/);
    expect(listing.license).not.toBe('');
    expect(listing.languages).not.toHaveLength(0);
    for (const tag of listing.languages) expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
    expect(listing.parameters).toBeGreaterThan(1e6);
    expect(listing.contextLength).toBeGreaterThanOrEqual(128);
    expect(listing.devices).not.toHaveLength(0);
  });

  it('needs at least the memory that its weights take', () => {
    expect(listing.memoryBytes).toBeGreaterThan(listing.downloadBytes);
  });

  it('takes as many bits a weight as its quantization can', () => {
    const bits = (listing.downloadBytes * 8) / listing.parameters;
    const limits: Readonly<Record<string, readonly [number, number]>> = {
      q0f32: [32, 34],
      q0f16: [16, 17.5],
      F16: [16, 17.5],
      q8: [8, 11],
      Q8_0: [8.5, 11.5],
      Q4_K_M: [4.5, 7],
      q4f32: [5, 5.8],
      // The vocabulary of ONNX files is not packed.
      q4f16: [4.5, 9],
      q4: [4.5, 7],
    };
    const [least, most] = limits[listing.quantization] ?? [0, 0];
    expect(bits).toBeGreaterThanOrEqual(least);
    expect(bits).toBeLessThanOrEqual(most);
  });

  it('says of itself whether it was tested, and comes from where it can be had', () => {
    const isStarter = CATALOGUE.some(({ id }) => id === listing.id);
    expect(listing.evidence).toBe(isStarter ? 'tested' : 'listed');
    expect(listing.source.kind).toBe(isStarter ? 'bundled' : 'hub');
    if (listing.source.kind !== 'hub') return;
    expect(listing.source.repo).toMatch(/^[\w.-]+\/[\w.-]+$/);
    expect(listing.source.revision).toMatch(/^(main|[0-9a-f]{40})$/);
  });

  it('brings what its engine needs to find it', () => {
    if (listing.engine === 'wllama') {
      expect(listing.file).toMatch(/\.gguf$/);
      expect(listing.file?.toLowerCase()).toContain(listing.quantization.toLowerCase());
      expect(listing.downloadBytes).toBeLessThan(2 ** 31);
    }
    if (listing.engine === 'web-llm') {
      expect(listing.library).toMatch(/^https:\/\/.+\.wasm$/);
      expect(listing.library).toContain(listing.quantization);
      expect(listing.source).toMatchObject({ repo: expect.stringContaining(listing.quantization) });
      expect(listing.requiresF16).toBe(listing.quantization.endsWith('f16'));
      expect(listing.largestTensorBytes).toBeLessThan(listing.downloadBytes);
    }
  });
});

it('covers generators from 135M to 4B and one for large GPUs, on the engines that have them', () => {
  const everywhere = ['transformers', 'wllama', 'web-llm'];
  for (const family of ['SmolLM2 135M', 'SmolLM2 360M', 'SmolLM2 1.7B', 'Qwen2.5 0.5B', 'Qwen2.5 1.5B']) {
    expect(enginesOf(family), family).toEqual(expect.arrayContaining(everywhere));
  }
  for (const family of ['Qwen3 0.6B', 'Qwen3 1.7B', 'Llama 3.2 1B', 'Llama 3.2 3B', 'Gemma 3 1B']) {
    expect(enginesOf(family), family).toEqual(expect.arrayContaining(everywhere));
  }
  expect(enginesOf('Gemma 3 270M')).toEqual(['transformers', 'wllama']);
  expect(enginesOf('Phi-3.5 mini')).toEqual(expect.arrayContaining(['transformers', 'web-llm']));
  expect(enginesOf('Phi-4 mini')).toContain('web-llm');
  expect(enginesOf('Mistral 7B')).toContain('web-llm');
  expect(enginesOf('OpenELM')).toEqual(['wllama']);
});

it('has an f32 version on WebLLM of all but the model that its list has none of, for GPUs without shader-f16', () => {
  const plain = new Set(generators.filter((listing) => !listing.requiresF16).map(({ id }) => id));
  const f16 = generators.filter(({ engine, requiresF16 }) => engine === 'web-llm' && requiresF16);
  expect(f16.filter(({ id }) => !plain.has(`${id}-f32`)).map(({ id }) => id)).toEqual(['gemma-3-1b-mlc']);
});

it('offers embedders for more than English, and says of each but the starter’s that sorting does not use it', () => {
  expect(embedders.filter(({ languages }) => languages.length > 10)).not.toHaveLength(0);
  for (const { id, purpose } of embedders) {
    expect(purpose.includes('Mail is sorted with MiniLM L6'), id).toBe(id !== 'all-minilm-l6-v2');
  }
});

it('finds a listing by its id only', () => {
  expect(findListing('qwen3-0.6b-gguf')?.engine).toBe('wllama');
  expect(findListing('qwen3-0.6b')).toBeUndefined();
});
