import type { ModelCard } from '../../app/api';
import type { InstallProgress } from '../../contracts/model';

/** What bytes are written for: a download, damaged parts that are replaced, or files of the user's that become a model. */
type WritingFor = 'install' | 'repair' | 'import';

const WRITING: Readonly<Record<WritingFor, string>> = {
  install: 'Fetching',
  repair: 'Fetching again',
  import: 'Storing',
};

/** What is done with the bytes just now, in a word or two. */
export function phaseLabel({ phase, modelId }: InstallProgress, writingFor: WritingFor): string {
  if (phase === 'waiting') return 'Waiting';
  if (phase === 'packing') return 'Packing';
  if (phase === 'fetching') return WRITING[writingFor];
  // Files have no model yet while they are read.
  return modelId === '' ? 'Reading' : 'Checking';
}

/** What goes on with the model as a whole, in a word or two. */
export function workLabel({ status, progress }: Pick<ModelCard, 'status' | 'progress'>): string {
  const isWhole = status.state === 'installed' || status.state === 'damaged';
  return isWhole && progress ? phaseLabel(progress, 'repair') : 'Installing';
}
