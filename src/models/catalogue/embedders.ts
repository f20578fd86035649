import type { ModelListing } from '../../contracts/model';
import { onnxWasmMemory } from './memory-estimates';

/** About a hundred languages for most of them; those that are in most mailboxes. */
// prettier-ignore
const MANY_LANGUAGES = [
  'en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ru', 'uk', 'cs', 'sv', 'da', 'fi', 'tr', 'el', 'ar', 'he', 'hi', 'zh', 'ja', 'ko',
];

type Facts = Pick<
  ModelListing,
  'id' | 'name' | 'purpose' | 'license' | 'languages' | 'parameters' | 'contextLength' | 'downloadBytes'
> & { readonly repo: string; readonly revision?: string };

/** 8-bit ONNX on WASM, where a short text takes some 25 ms, so that the GPU stays free for the generator. */
function embedder({ repo, revision = 'main', ...facts }: Facts): ModelListing {
  return {
    ...facts,
    task: 'feature-extraction',
    engine: 'transformers',
    quantization: 'q8',
    memoryBytes: onnxWasmMemory(facts.downloadBytes),
    devices: ['wasm', 'webgpu'],
    requiresF16: false,
    source: { kind: 'hub', repo, revision },
    evidence: 'listed',
  };
}

/**
 * Embedders besides the starter's, for search. Mail is always sorted with MiniLM L6, because sorting was trained on its vectors. Sizes are
 * those of the 8-bit graph and the tokenizer, rounded.
 */
export const EMBEDDERS: readonly ModelListing[] = [
  embedder({
    id: 'multilingual-e5-small',
    name: 'Multilingual E5 small',
    purpose:
      'For search in about a hundred languages, which a later version brings. Mail is sorted with MiniLM L6.',
    license: 'MIT',
    languages: MANY_LANGUAGES,
    parameters: 117_653_760,
    contextLength: 512,
    downloadBytes: 136_000_000,
    repo: 'Xenova/multilingual-e5-small',
  }),
  embedder({
    id: 'paraphrase-multilingual-minilm-l12-v2',
    name: 'Multilingual MiniLM L12',
    purpose:
      'For search among short texts in some fifty languages, which a later version brings. Mail is sorted with MiniLM L6.',
    license: 'Apache-2.0',
    languages: MANY_LANGUAGES,
    parameters: 117_653_760,
    contextLength: 128,
    downloadBytes: 136_000_000,
    repo: 'Xenova/paraphrase-multilingual-MiniLM-L12-v2',
  }),
  embedder({
    id: 'embeddinggemma-300m',
    name: 'EmbeddingGemma 300M',
    purpose:
      'The most careful of those listed: for search in over a hundred languages, which a later version brings. Mail is sorted with MiniLM L6.',
    license: 'Gemma Terms of Use',
    languages: MANY_LANGUAGES,
    parameters: 302_863_104,
    contextLength: 2048,
    downloadBytes: 330_000_000,
    repo: 'onnx-community/embeddinggemma-300m-ONNX',
    revision: '5090578d9565bb06545b4552f76e6bc2c93e4a66',
  }),
  embedder({
    id: 'bge-small-en-v1.5',
    name: 'BGE small',
    purpose: 'For search in English mail, which a later version brings. Mail is sorted with MiniLM L6.',
    license: 'MIT',
    languages: ['en'],
    parameters: 33_360_000,
    contextLength: 512,
    downloadBytes: 35_000_000,
    repo: 'Xenova/bge-small-en-v1.5',
  }),
  embedder({
    id: 'gte-small',
    name: 'GTE small',
    purpose: 'For search in English mail, which a later version brings. Mail is sorted with MiniLM L6.',
    license: 'MIT',
    languages: ['en'],
    parameters: 33_360_000,
    contextLength: 512,
    downloadBytes: 35_000_000,
    repo: 'Xenova/gte-small',
  }),
  embedder({
    id: 'snowflake-arctic-embed-xs',
    name: 'Arctic Embed XS',
    purpose:
      'As small as the starter’s, made for search in English, which a later version brings. Mail is sorted with MiniLM L6.',
    license: 'Apache-2.0',
    languages: ['en'],
    parameters: 22_713_216,
    contextLength: 512,
    downloadBytes: 24_000_000,
    repo: 'Snowflake/snowflake-arctic-embed-xs',
  }),
  embedder({
    id: 'all-minilm-l12-v2',
    name: 'MiniLM L12',
    purpose:
      'The starter’s larger sister, for search in English, which a later version brings. Mail is sorted with MiniLM L6.',
    license: 'Apache-2.0',
    languages: ['en'],
    parameters: 33_360_000,
    contextLength: 128,
    downloadBytes: 35_000_000,
    repo: 'Xenova/all-MiniLM-L12-v2',
  }),
  embedder({
    id: 'nomic-embed-text-v1.5',
    name: 'Nomic Embed v1.5',
    purpose:
      'Takes long documents whole; for search in English, which a later version brings. Mail is sorted with MiniLM L6.',
    license: 'Apache-2.0',
    languages: ['en'],
    parameters: 136_731_648,
    contextLength: 8192,
    downloadBytes: 138_000_000,
    repo: 'nomic-ai/nomic-embed-text-v1.5',
  }),
];
