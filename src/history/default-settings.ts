import { NO_MODEL_SOURCES } from '../contracts/model-sources';
import type { Settings } from '../contracts/settings';

/** What a fresh install starts with. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  language: 'auto',
  device: 'auto',
  embedderId: 'all-minilm-l6-v2',
  generatorId: 'smollm2-135m-desk',
  generation: true,
  modelSources: NO_MODEL_SOURCES,
  ownServers: [],
  escalation: false,
  relayUrl: null,
  modelPins: {},
  leastConfidence: 0.6,
  badge: true,
  briefingWindow: 'last',
  retention: { days: null, newest: null },
  ownerName: '',
  ownerAddress: '',
  ownerRole: '',
};
