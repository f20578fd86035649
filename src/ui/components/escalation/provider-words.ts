import { isChain, placeNames, type RelayModel } from '../../../contracts/escalation';
import type { RelayModelFacts } from '../../../contracts/relay';
import { anyOf } from '../../format/lists';
import * as m from '../../i18n/compiled/messages';

type Providers = RelayModelFacts['providers'];

/** In which regions a text may end up, in the words of the relay's operator. Each provider is named when they are not all in one. */
export function regionsOf(providers: Providers): string {
  const regions = new Map(providers.map(({ id, region }) => [id, region ?? null]));
  const [first = null] = regions.values();
  if ([...regions.values()].every((region) => region === first)) {
    return first ?? m.escalation_region_unstated();
  }
  return [...regions].map(([id, region]) => `${id}: ${region ?? m.escalation_region_not_said()}`).join('; ');
}

/** What the relay's operator says of the providers, one for each thing said. */
export function notesOf(providers: Providers): readonly string[] {
  const isOne = new Set(providers.map(({ id }) => id)).size === 1;
  const notes = providers.flatMap(({ id, note }) => (note ? [isOne ? note : `${id}: ${note}`] : []));
  return [...new Set(notes)];
}

/** The name of a model, and whom it stands for where others answer under it. */
export function modelsOf(model: RelayModel): string {
  if (!isChain(model)) return model.id;
  return m.escalation_answered_by({ name: model.id, models: anyOf(placeNames(model.providers)) });
}
