import type { ModelCard } from '../../app/api';
import type { EngineId, ModelTask } from '../../contracts/model';
import { ENGINE_LABELS, languageName, TASK_LABELS } from '../format/model-labels';
import { runsHere } from './model-situation';

export interface ModelFilter {
  /** Words that must all occur in what the catalogue says of the model; case does not matter. */
  readonly query: string;
  /** Only these; all when empty. */
  readonly tasks: readonly ModelTask[];
  readonly engines: readonly EngineId[];
  readonly runsHereOnly: boolean;
}

export const NO_MODEL_FILTER: ModelFilter = { query: '', tasks: [], engines: [], runsHereOnly: false };

export function isFilteringModels(filter: ModelFilter): boolean {
  return (
    filter.query.trim() !== '' || filter.tasks.length > 0 || filter.engines.length > 0 || filter.runsHereOnly
  );
}

export function filterModels(cards: readonly ModelCard[], filter: ModelFilter): readonly ModelCard[] {
  const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean);
  return cards.filter(
    (card) =>
      (filter.tasks.length === 0 || filter.tasks.includes(card.listing.task)) &&
      (filter.engines.length === 0 || filter.engines.includes(card.listing.engine)) &&
      (!filter.runsHereOnly || runsHere(card)) &&
      (words.length === 0 || words.every((word) => searchable(card).includes(word))),
  );
}

function searchable({ listing }: ModelCard): string {
  const repo = listing.source.kind === 'hub' ? listing.source.repo : '';
  return [
    listing.name,
    listing.id,
    repo,
    listing.purpose,
    listing.license,
    listing.quantization,
    TASK_LABELS[listing.task],
    ENGINE_LABELS[listing.engine],
    ...listing.languages.map(languageName),
  ]
    .join(' ')
    .toLowerCase();
}
