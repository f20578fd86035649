import type { Engine, LoadedModel, LoadOptions } from '../../contracts/engine';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import {
  findBuiltInApis,
  LANGUAGE_MODEL_OPTIONS,
  SUMMARIZER_OPTIONS,
  type BuiltInApis,
  type BuiltInAvailability,
  type BuiltInCreateOptions,
} from '../../platform/built-in-ai';
import { notFetched, notOffered, sessionError } from '../../platform/built-in-failures';
import { BrowserLanguageModel } from './browser-language-model';
import { BrowserSummarizer } from './browser-summarizer';
import { whileMaking } from './while-making';

/**
 * The models that the browser brings. A variant's graph says which: `language-model` or `summarizer`. Runs in the page, because no worker has them.
 * Loading never makes the browser fetch a model: that is the user's decision, and rejects with `model-missing` until it was made.
 */
export function createBuiltInEngine(apis: BuiltInApis = findBuiltInApis()): Engine {
  return {
    id: 'built-in',
    async load(options) {
      const { model, variant } = options;
      try {
        return variant.graph === 'summarizer'
          ? await loadSummarizer(apis, options)
          : await loadLanguageModel(apis, options);
      } catch (error) {
        if (options.signal.aborted) throw new DesksideError(CANCELLED);
        throw sessionError(error, model.name);
      }
    },
  };
}

async function loadLanguageModel({ languageModel }: BuiltInApis, options: LoadOptions): Promise<LoadedModel> {
  const { model } = options;
  const api = languageModel ?? missing(model.name);
  requireFetched(await api.availability(LANGUAGE_MODEL_OPTIONS), model.name);
  const session = await whileMaking(options.signal, (signal) =>
    api.create({ ...LANGUAGE_MODEL_OPTIONS, ...watched(options), signal }),
  );
  options.onProgress?.(1);
  return new BrowserLanguageModel(model, api, session);
}

async function loadSummarizer({ summarizer }: BuiltInApis, options: LoadOptions): Promise<LoadedModel> {
  const { model } = options;
  const api = summarizer ?? missing(model.name);
  requireFetched(await api.availability(SUMMARIZER_OPTIONS), model.name);
  const session = await whileMaking(options.signal, (signal) =>
    api.create({ ...SUMMARIZER_OPTIONS, ...watched(options), signal }),
  );
  options.onProgress?.(1);
  return new BrowserSummarizer(model, session);
}

function requireFetched(availability: BuiltInAvailability, name: string): void {
  if (availability === 'unavailable') missing(name);
  if (availability !== 'available') throw new DesksideError(notFetched(name));
}

function missing(name: string): never {
  throw new DesksideError(notOffered(name));
}

/** Browsers tell of the load of what they have as of a download. */
function watched({ onProgress }: LoadOptions): Pick<BuiltInCreateOptions, 'monitor'> {
  let furthest = 0;
  onProgress?.(0);
  return {
    monitor: (monitor) =>
      monitor.addEventListener('downloadprogress', ({ loaded }) => {
        // The end is told when the session is there.
        if (loaded <= furthest || loaded >= 1) return;
        furthest = loaded;
        onProgress?.(loaded);
      }),
  };
}
