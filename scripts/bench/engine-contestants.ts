import { openBrowserSession } from './browser-session';
import { OURS, type Contestants } from './engine-contest';
import type { EnginePlace } from './engine-place';
import type { EngineSession } from './engine-session';
import { isLoadOnly, type EngineWay } from './engine-way';
import { openNativeSession } from './native-session';

/** Deskside, the bare library of the engine, and for generators on WASM native llama.cpp with as many threads. */
export function contestantsFor(
  { modelId, task, way, address, emulated }: EngineWay,
  place: EnginePlace,
): Contestants {
  const webgpu = emulated ? 'software' : 'default';
  // The GPU's memory is not that of the page's process.
  const idleBytes = emulated ? null : place.idleBytes;
  const at = { origin: place.origin, webgpu, idleBytes } as const;
  const own = (): Promise<EngineSession> =>
    openBrowserSession({ ...at, profile: place.profile }, (page) =>
      page.evaluate(([id, pin]) => globalThis.desksideBench.engines.openOwn(id, pin), [
        modelId,
        way,
      ] as const),
    );
  if (isLoadOnly({ task, emulated })) return { [OURS]: own };
  const bare = (): Promise<EngineSession> =>
    openBrowserSession({ ...at, profile: place.bareProfile }, (page) =>
      page.evaluate(([model, pin]) => globalThis.desksideBench.engines.openBare(model, pin), [
        { modelId, address },
        way,
      ] as const),
    );
  const native = (): Promise<EngineSession> => openNativeSession(place.gguf.file, way.threads);
  const isNativeToo = task === 'text-generation';
  return { [OURS]: own, 'bare engine': bare, ...(isNativeToo ? { 'llama.cpp': native } : {}) };
}
