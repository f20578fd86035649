import type { Settings } from '../contracts/settings';

/** Settings for one visit, from the address: `?device=wasm&model=ID&embedder=ID`. Unknown devices are left out. */
export function settingsFromAddress(search: string): Partial<Settings> {
  const query = new URLSearchParams(search);
  const device = query.get('device');
  const generatorId = query.get('model');
  const embedderId = query.get('embedder');
  return {
    ...(device === 'auto' || device === 'webgpu' || device === 'wasm' ? { device } : {}),
    ...(generatorId ? { generatorId } : {}),
    ...(embedderId ? { embedderId } : {}),
  };
}
