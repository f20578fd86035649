import type { Settings } from '../contracts/settings';
import { BROWSER_LANGUAGE_MODEL, BROWSER_SUMMARIZER } from '../models/catalogue/browser-models';
import { isServerModelId } from './servers/server-models';

/** Settings for one visit, from the address: `?device=wasm&model=ID&embedder=ID&window=everything`. Unknown devices are left out, and models that others run: nobody but the user lets these have texts. */
export function settingsFromAddress(search: string): Partial<Settings> {
  const query = new URLSearchParams(search);
  const device = query.get('device');
  const generatorId = query.get('model');
  const embedderId = query.get('embedder');
  return {
    ...(device === 'auto' || device === 'webgpu' || device === 'wasm' ? { device } : {}),
    ...(generatorId && !isRunByOthers(generatorId) ? { generatorId } : {}),
    ...(embedderId && !isRunByOthers(embedderId) ? { embedderId } : {}),
    ...(query.get('window') === 'everything' ? { briefingWindow: 'everything' } : {}),
  };
}

function isRunByOthers(modelId: string): boolean {
  return (
    isServerModelId(modelId) || [BROWSER_LANGUAGE_MODEL, BROWSER_SUMMARIZER].some(({ id }) => id === modelId)
  );
}
