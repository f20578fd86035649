import type { AreaParts } from './area-parts';
import type { Areas } from './areas-api';
import { lazily } from './lazily';

export function createAreas(given: Omit<AreaParts, 'areas'>): Areas {
  const areas: Areas = {
    search: lazily(async () => (await import('./search/create-search')).createSearch(parts)),
    documents: lazily(async () => (await import('./documents/create-documents')).createDocuments(parts)),
    labels: lazily(async () => (await import('./labels/create-labels')).createLabels(parts)),
    learning: lazily(async () => (await import('./learning/create-learning')).createLearning(parts)),
    voices: lazily(async () => (await import('./voice/create-voices')).createVoices(parts)),
    escalation: lazily(async () => (await import('./escalation/create-escalation')).createEscalation(parts)),
    routing: lazily(async () => (await import('./routing/create-routing')).createRouting(parts)),
    evaluation: lazily(async () => (await import('./evaluation/create-evaluation')).createEvaluation(parts)),
    data: lazily(async () => (await import('./data/create-data')).createData(parts)),
    sources: lazily(async () => (await import('./sources/create-sources')).createSources(parts)),
    device: lazily(async () => (await import('./device/create-device')).createDevice(parts)),
  };
  const parts: AreaParts = { ...given, areas };
  return areas;
}
