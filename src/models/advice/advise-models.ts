import type { MachineProfile, ModelAdvice } from '../../contracts/machine';
import type { EngineId, ModelListing } from '../../contracts/model';
import { adviseModel } from './advise-model';
import { recommend } from './recommend';

const NOTHING_STORED: ReadonlyMap<string, number> = new Map();

/** Advice on each model by its id, with at most one recommended for each task. `storedBytes` by model id. */
export function adviseModels(
  listings: readonly ModelListing[],
  machine: MachineProfile,
  engines: ReadonlySet<EngineId>,
  storedBytes = NOTHING_STORED,
): ReadonlyMap<string, ModelAdvice> {
  const models = listings.map((listing) => ({
    listing,
    advice: adviseModel(listing, machine, engines, storedBytes.get(listing.id)),
  }));
  const advice = new Map(models.map((model) => [model.listing.id, model.advice]));
  for (const task of ['text-generation', 'feature-extraction'] as const) {
    const chosen = recommend(task, models, machine);
    const given = chosen && advice.get(chosen.modelId);
    if (!chosen || !given) continue;
    advice.set(chosen.modelId, { ...given, recommended: true, reasons: [chosen.reason, ...given.reasons] });
  }
  return advice;
}
