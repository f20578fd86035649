import type { ModelListing } from '../../contracts/model';

/** What generators of one origin have in common, whichever engine runs them. From their authors' model cards. */
export interface Family extends Pick<
  ModelListing,
  'name' | 'purpose' | 'license' | 'languages' | 'parameters' | 'contextLength'
> {
  /** Entries of the vocabulary table, which is the largest tensor of small models. */
  readonly vocabulary: number;
  /** Dimensions of an entry. */
  readonly width: number;
}

const LLAMA_LICENSE = 'Llama 3.2 Community License';
const GEMMA_LICENSE = 'Gemma Terms of Use';
/** Those that the Qwen2.5 card names, of 29. */
const QWEN_LANGUAGES = ['en', 'zh', 'fr', 'es', 'pt', 'de', 'it', 'ru', 'ja', 'ko', 'vi', 'th', 'ar'];
const LLAMA_LANGUAGES = ['en', 'de', 'fr', 'it', 'pt', 'hi', 'es', 'th'];
// prettier-ignore
const PHI_LANGUAGES = [
  'en', 'ar', 'zh', 'cs', 'da', 'nl', 'fi', 'fr', 'de', 'he', 'hu', 'it', 'ja', 'ko', 'no', 'pl', 'pt', 'ru', 'es', 'sv', 'th', 'tr', 'uk',
];

const smolLm2 = { license: 'Apache-2.0', languages: ['en'], contextLength: 8192, vocabulary: 49_152 };
const qwen = {
  license: 'Apache-2.0',
  languages: QWEN_LANGUAGES,
  contextLength: 32_768,
  vocabulary: 151_936,
};
const llama = {
  license: LLAMA_LICENSE,
  languages: LLAMA_LANGUAGES,
  contextLength: 131_072,
  vocabulary: 128_256,
};
const gemma = { license: GEMMA_LICENSE, languages: ['en'], contextLength: 32_768, vocabulary: 262_144 };
const phi = { license: 'MIT', languages: PHI_LANGUAGES, contextLength: 131_072, width: 3072 };

export const FAMILIES = {
  'smollm2-135m': {
    ...smolLm2,
    name: 'SmolLM2 135M',
    purpose:
      'The model that Deskside’s own was made from, before it was tuned on mail. Good for a first look at an engine.',
    parameters: 134_515_008,
    width: 576,
  },
  'smollm2-360m': {
    ...smolLm2,
    name: 'SmolLM2 360M',
    purpose: 'Short summaries and simple replies in English, on almost any machine.',
    parameters: 361_821_120,
    width: 960,
  },
  'smollm2-1.7b': {
    ...smolLm2,
    name: 'SmolLM2 1.7B',
    purpose: 'Summaries and replies in English that follow instructions well for their size.',
    parameters: 1_711_376_384,
    width: 2048,
  },
  'qwen2.5-0.5b': {
    ...qwen,
    name: 'Qwen2.5 0.5B',
    purpose: 'Short summaries and simple replies in many languages, with little memory.',
    parameters: 494_032_768,
    width: 896,
  },
  'qwen2.5-1.5b': {
    ...qwen,
    name: 'Qwen2.5 1.5B',
    purpose: 'Summaries and replies in many languages; a fair balance of quality and speed.',
    parameters: 1_543_714_304,
    width: 1536,
  },
  'qwen3-0.6b': {
    ...qwen,
    name: 'Qwen3 0.6B',
    purpose:
      'Short summaries and replies in many languages. It can reason before it answers, which takes time.',
    parameters: 596_049_920,
    width: 1024,
  },
  'qwen3-1.7b': {
    ...qwen,
    name: 'Qwen3 1.7B',
    purpose: 'Summaries and replies in many languages. It can reason before it answers, which takes time.',
    parameters: 1_720_574_976,
    width: 2048,
  },
  'qwen3-4b': {
    ...qwen,
    name: 'Qwen3 4B',
    purpose: 'Careful summaries and replies in many languages, on a machine with a strong GPU.',
    parameters: 4_022_468_096,
    width: 2560,
  },
  'llama-3.2-1b': {
    ...llama,
    name: 'Llama 3.2 1B',
    purpose: 'Made for summaries and rewriting on small devices, in eight languages.',
    parameters: 1_235_814_400,
    width: 2048,
  },
  'llama-3.2-3b': {
    ...llama,
    name: 'Llama 3.2 3B',
    purpose: 'Fluent summaries and replies in eight languages, on a machine with a good GPU.',
    parameters: 3_212_749_824,
    width: 3072,
  },
  'gemma-3-270m': {
    ...gemma,
    name: 'Gemma 3 270M',
    purpose: 'Very small and quick; its authors made it to be tuned, so expect simple sentences.',
    parameters: 268_098_176,
    width: 640,
  },
  'gemma-3-1b': {
    ...gemma,
    name: 'Gemma 3 1B',
    purpose: 'Well-worded summaries and replies in English, on a machine with a GPU.',
    parameters: 999_885_952,
    width: 1152,
  },
  'phi-3.5-mini': {
    ...phi,
    name: 'Phi-3.5 mini',
    purpose: 'Strong at following instructions and at reasoning, on a machine with a good GPU.',
    parameters: 3_821_079_552,
    vocabulary: 32_064,
  },
  'phi-4-mini': {
    ...phi,
    name: 'Phi-4 mini',
    purpose: 'Strong at following instructions, and at home in more languages than Phi-3.5 mini.',
    parameters: 3_836_021_760,
    vocabulary: 200_064,
  },
  'mistral-7b': {
    name: 'Mistral 7B v0.3',
    purpose: 'The largest one listed: fluent long answers, on a large GPU only.',
    license: 'Apache-2.0',
    languages: ['en'],
    parameters: 7_248_023_552,
    contextLength: 32_768,
    vocabulary: 32_768,
    width: 4096,
  },
  'openelm-270m': {
    name: 'OpenELM 270M',
    purpose: 'A research model of Apple’s, to compare with. It follows instructions less well than others.',
    license: 'Apple Sample Code License',
    languages: ['en'],
    parameters: 271_527_168,
    contextLength: 2048,
    vocabulary: 32_000,
    width: 1280,
  },
} satisfies Record<string, Family>;

export type FamilyId = keyof typeof FAMILIES;
