import type { ModelCard } from '../../app/api';
import type { InstallProgress } from '../../contracts/model';
import * as m from '../i18n/compiled/messages';

/** What bytes are written for: a download, damaged parts that are replaced, or files of the user's that become a model. */
type WritingFor = 'install' | 'repair' | 'import';

const WRITING: Readonly<Record<WritingFor, () => string>> = {
  install: m.models_phase_fetching,
  repair: m.models_phase_fetching_again,
  import: m.models_phase_storing,
};

/** What is done with the bytes just now, in a word or two. */
export function phaseLabel({ phase, modelId }: InstallProgress, writingFor: WritingFor): string {
  if (phase === 'waiting') return m.models_waiting();
  if (phase === 'packing') return m.models_phase_packing();
  if (phase === 'fetching') return WRITING[writingFor]();
  // Files have no model yet while they are read.
  return modelId === '' ? m.models_phase_reading() : m.models_phase_checking();
}

/** What goes on with the model as a whole, in a word or two. */
export function workLabel({ status, progress }: Pick<ModelCard, 'status' | 'progress'>): string {
  const isWhole = status.state === 'installed' || status.state === 'damaged';
  return isWhole && progress ? phaseLabel(progress, 'repair') : m.models_phase_installing();
}
