import type { Category, FactKind, Stance } from '../../contracts/briefing';
import type { Device, ModelState } from '../../contracts/model';
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
  partial: 'Partly downloaded',
  installed: 'Installed',
  damaged: 'Damaged',
};

export const DEVICE_LABELS: Readonly<Record<Device, string>> = {
  webgpu: 'graphics card (WebGPU)',
  wasm: 'processor (WebAssembly)',
};
