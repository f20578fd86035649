import type { Category, FactKind, Stance } from '../../contracts/briefing';
import type { ModelAdvice } from '../../contracts/machine';
import type { Device, EngineId, ModelState, ModelTask } from '../../contracts/model';
import type { GroupId } from '../state/group-rows';

export const CATEGORY_LABELS: Readonly<Record<Category, string>> = {
  reply: 'Reply',
  act: 'To do',
  read: 'Read',
  skip: 'Skip',
};

export const GROUP_LABELS: Readonly<Record<GroupId, string>> = {
  unsorted: 'Not sorted yet',
  reply: 'Needs a reply',
  act: 'To do',
  read: 'Worth reading',
  skip: 'Can be skipped',
};

export const STANCE_LABELS: Readonly<Record<Stance, string>> = {
  yes: 'Yes',
  no: 'No',
  later: 'Later',
  'own-words': 'Own words',
};

export const FACT_LABELS: Readonly<Record<FactKind, string>> = {
  number: 'number',
  date: 'date',
  time: 'time',
  amount: 'amount',
  name: 'name',
  address: 'address',
};

export const MODEL_STATE_LABELS: Readonly<Record<ModelState, string>> = {
  absent: 'Not installed',
  partial: 'Partly here',
  installed: 'Installed',
  damaged: 'Damaged',
};

export const DEVICE_LABELS: Readonly<Record<Device, string>> = {
  webgpu: 'graphics card (WebGPU)',
  wasm: 'processor (WebAssembly)',
};

export const MODEL_STATE_TONES = {
  absent: 'skip',
  partial: 'warning',
  installed: 'good',
  damaged: 'urgent',
} as const satisfies Readonly<Record<ModelState, string>>;

export const TASK_LABELS: Readonly<Record<ModelTask, string>> = {
  'text-generation': 'Writing',
  'feature-extraction': 'Understanding',
};

export const ENGINE_LABELS: Readonly<Record<EngineId, string>> = {
  transformers: 'transformers.js',
  'web-llm': 'WebLLM',
  wllama: 'wllama',
  fake: 'Test engine',
};

export const FIT_LABELS: Readonly<Record<ModelAdvice['fit'], string>> = {
  good: 'Runs here',
  slow: 'Runs here, slowly',
  'too-large': 'Too large for this machine',
  'no-engine': 'Cannot run here',
};

const languageNames = new Intl.DisplayNames(['en-GB'], { type: 'language' });

/** The name of a BCP 47 tag; what is no such tag, as the descriptions of added models may have it, stays as it is. */
export function languageName(tag: string): string {
  try {
    return languageNames.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
