import type { ModelCard } from '../../src/app/api';
import type { ModelAccess } from '../../src/app/models/model-access';
import { createTaskRouter, type TaskRouter } from '../../src/app/routing/task-router';
import type { ModelListing } from '../../src/contracts/model';
import type { Settings } from '../../src/contracts/settings';
import type { History } from '../../src/history/history';
import { DEFAULT_SETTINGS } from '../../src/history/default-settings';
import { createObservable } from '../../src/platform/observable';

/** An installed model that writes, as far as routes look at it. */
export function writerCard(listing: Partial<ModelListing> = {}): ModelCard {
  const usual = {
    id: DEFAULT_SETTINGS.generatorId,
    name: 'Small writer',
    task: 'text-generation',
    parameters: 100,
    contextLength: 4096,
    source: { kind: 'bundled' },
  };
  return { listing: { ...usual, ...listing }, status: { state: 'installed' } } as unknown as ModelCard;
}

/** The app’s own router over models of a test, with one that writes unless `cards` says otherwise. */
export function realRouter(
  history: History,
  models: Partial<ModelAccess>,
  settings: Partial<Settings> = {},
  cards: readonly ModelCard[] = [writerCard()],
  watched = createObservable<Settings>({ ...DEFAULT_SETTINGS, ...settings }),
): TaskRouter {
  return createTaskRouter({
    ...{ history, models: models as ModelAccess },
    settings: watched,
    cards: createObservable(cards),
    now: () => 0,
    isOffline: () => false,
  });
}
