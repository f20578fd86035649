import type { DataApi } from './data/data-api';
import type { DeviceApi } from './device/device-api';
import type { DocumentsApi } from './documents/documents-api';
import type { EscalationApi } from './escalation/escalation-api';
import type { EvaluationApi } from './evaluation/evaluation-api';
import type { LabelsApi } from './labels/labels-api';
import type { LearningApi } from './learning/learning-api';
import type { RoutingApi } from './routing/routing-api';
import type { SearchApi } from './search/search-api';
import type { SourcesApi } from './sources/sources-api';
import type { VoiceApi } from './voice/voice-api';

/** Parts of the app that a view asks for when it is opened; the page itself must come fast. Each is made once. */
export interface Areas {
  readonly search: () => Promise<SearchApi>;
  readonly documents: () => Promise<DocumentsApi>;
  readonly labels: () => Promise<LabelsApi>;
  readonly learning: () => Promise<LearningApi>;
  readonly voices: () => Promise<VoiceApi>;
  readonly evaluation: () => Promise<EvaluationApi>;
  readonly escalation: () => Promise<EscalationApi>;
  readonly routing: () => Promise<RoutingApi>;
  readonly device: () => Promise<DeviceApi>;
  readonly data: () => Promise<DataApi>;
  readonly sources: () => Promise<SourcesApi>;
}
