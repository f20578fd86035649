/** The DOM types do not have it yet. */
interface PerformanceWithMemory {
  measureUserAgentSpecificMemory?(): Promise<{ readonly bytes: number }>;
}

/**
 * Bytes that the page and its workers hold, as the browser counts them at the next garbage collection, which takes some ten to twenty
 * seconds. Null where it does not tell. WebAssembly memory counts only where it is shared between threads, and the GPU's never does.
 */
export async function countPageMemory(): Promise<number | null> {
  try {
    const counted = await (performance as PerformanceWithMemory).measureUserAgentSpecificMemory?.();
    return counted?.bytes ?? null;
  } catch {
    // Chromium refuses pages that are not isolated.
    return null;
  }
}
