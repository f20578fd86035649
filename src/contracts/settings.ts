import type { DeviceChoice } from './model';
import type { ModelSources } from './model-sources';

export type Theme = 'system' | 'light' | 'dark';

export interface Settings {
  readonly theme: Theme;
  readonly device: DeviceChoice;
  readonly embedderId: string;
  readonly generatorId: string;
  /** Off: summaries are extracts and drafts come from the template; nothing large is loaded. */
  readonly generation: boolean;
  readonly modelSources: ModelSources;
  /** Filled from the mail when empty. */
  readonly ownerName: string;
  readonly ownerAddress: string;
  readonly ownerRole: string;
}
