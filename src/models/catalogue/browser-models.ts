import type { PromptDialect } from '../../contracts/capabilities';
import type { ModelEntry } from '../../contracts/model';
import { GENERAL_PROMPTS } from './general-prompts';

/** A summariser is given the text and, as its context, what matters in it; it takes no instructions. */
const SUMMARIZER_PROMPTS: PromptDialect = {
  system:
    'The text is taken from a mail. The summary keeps to its facts, copies names, numbers and dates exactly, and says neither “I” nor “we” nor “you”.',
  mail: 'From: {from}\nSubject: {subject}\n\n{body}',
  summary: '',
  keypoint: '',
  asks: '',
  reply: '',
  point: '',
};

/** What models of the browser's own have in common; the browser tells nothing of their kind and size. */
const BROWSER_MODEL = {
  task: 'text-generation',
  engine: 'built-in',
  license: 'as the browser’s maker says',
  languages: ['en'],
  parameters: 0,
  contextLength: 4096,
  quantization: 'as the browser runs it',
  downloadBytes: 0,
  memoryBytes: 0,
  devices: ['browser'],
  requiresF16: false,
  source: { kind: 'browser' },
  evidence: 'listed',
  baseUrl: '',
  files: [],
  knownAnswer: { kind: 'none' },
} as const satisfies Partial<ModelEntry>;

const variant = (graph: string): ModelEntry['variants'] => [
  { engine: 'built-in', device: 'browser', graph, dtype: 'browser', files: [], peakBytes: 0 },
];

export const BROWSER_LANGUAGE_MODEL: ModelEntry = {
  ...BROWSER_MODEL,
  id: 'browser-language-model',
  name: 'Browser language model',
  purpose: 'Comes with this browser and runs on this machine. Words summaries and drafts.',
  variants: variant('language-model'),
  prompts: GENERAL_PROMPTS,
};

export const BROWSER_SUMMARIZER: ModelEntry = {
  ...BROWSER_MODEL,
  id: 'browser-summarizer',
  name: 'Browser summariser',
  writes: 'summaries',
  purpose:
    'Comes with this browser and runs on this machine. Words summaries only; drafts are made of plain sentences.',
  variants: variant('summarizer'),
  prompts: SUMMARIZER_PROMPTS,
};
