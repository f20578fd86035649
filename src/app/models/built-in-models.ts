import { DesksideError, toFailure } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import { BROWSER_LANGUAGE_MODEL, BROWSER_SUMMARIZER } from '../../models/catalogue/browser-models';
import {
  findBuiltInApis,
  LANGUAGE_MODEL_OPTIONS,
  SUMMARIZER_OPTIONS,
  type BuiltInApis,
  type BuiltInAvailability,
  type BuiltInCreateOptions,
} from '../../platform/built-in-ai';
import type { ModelCards, RemoteModel } from './model-cards';
import type { ModelRegistry } from './model-registry';

/** The models that the browser brings, shown where it has them. */
export interface BuiltInModels {
  has(modelId: string): boolean;
  /** Shows those that this browser offers. Never rejects: what cannot be asked is not there. */
  look(): Promise<void>;
  /** Lets the browser fetch its model. Has to be called within the user's own click: browsers fetch theirs at no other time. */
  install(modelId: string): Promise<void>;
}

/** Loaded when something fails: the page itself must come fast, and a download has to begin within the click. */
const failures = () => import('../../platform/built-in-failures');

/** A model of the browser's: asks for it, and makes a session only to have it fetched. */
interface Offer {
  readonly entry: ModelEntry;
  availability(): Promise<BuiltInAvailability>;
  fetch(options: BuiltInCreateOptions): Promise<void>;
}

export function createBuiltInModels(
  { cards, registry }: { readonly cards: ModelCards; readonly registry: ModelRegistry },
  apis: BuiltInApis = findBuiltInApis(),
): BuiltInModels {
  const offers = offersOf(apis);
  // Known even where they are not offered, so that a choice made in another browser is told what is wrong.
  registry.setRemote('browser', [BROWSER_LANGUAGE_MODEL, BROWSER_SUMMARIZER]);

  async function look(): Promise<void> {
    const shown = await Promise.all(
      offers.map(async ({ entry, availability }): Promise<readonly RemoteModel[]> => {
        const available = await availability().catch(() => 'unavailable' as const);
        if (available === 'unavailable') return [];
        return [{ entry, state: available === 'available' ? 'installed' : 'absent' }];
      }),
    );
    cards.setRemote('browser', shown.flat());
  }

  return {
    has: (modelId) => [BROWSER_LANGUAGE_MODEL, BROWSER_SUMMARIZER].some(({ id }) => id === modelId),
    look,
    async install(modelId) {
      const offer = offers.find(({ entry }) => entry.id === modelId);
      if (!offer) {
        const { notOffered } = await failures();
        throw new DesksideError(notOffered(registry.require(modelId).name));
      }
      const { id, name } = offer.entry;
      cards.patch(id, { failure: null, progress: progressOf(id, 0) });
      try {
        await offer.fetch({
          monitor: (monitor) =>
            monitor.addEventListener('downloadprogress', ({ loaded }) =>
              cards.patch(id, { progress: progressOf(id, loaded) }),
            ),
        });
      } catch (thrown) {
        const { sessionError } = await failures();
        const error = sessionError(thrown, name);
        cards.patch(id, { failure: toFailure(error) });
        throw error;
      } finally {
        cards.patch(id, { progress: null });
        await look();
      }
    },
  };
}

function offersOf({ languageModel, summarizer }: BuiltInApis): readonly Offer[] {
  const offers: Offer[] = [];
  if (languageModel) {
    offers.push({
      entry: BROWSER_LANGUAGE_MODEL,
      availability: () => languageModel.availability(LANGUAGE_MODEL_OPTIONS),
      fetch: async (options) =>
        (await languageModel.create({ ...LANGUAGE_MODEL_OPTIONS, ...options })).destroy(),
    });
  }
  if (summarizer) {
    offers.push({
      entry: BROWSER_SUMMARIZER,
      availability: () => summarizer.availability(SUMMARIZER_OPTIONS),
      fetch: async (options) => (await summarizer.create({ ...SUMMARIZER_OPTIONS, ...options })).destroy(),
    });
  }
  return offers;
}

/** Browsers tell the share that has come, and not of how much; it is told in thousandths. */
const WHOLE = 1000;

function progressOf(modelId: string, share: number) {
  return {
    ...{ modelId, phase: 'fetching' as const, bytesPerSecond: 0, secondsLeft: null },
    ...{ doneBytes: Math.round(share * WHOLE), totalBytes: WHOLE },
  };
}
