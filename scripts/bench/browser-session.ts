import type { Page } from 'playwright';
import { peakPageMemory } from '../lib/process-memory';
import { openBenchBrowser, type BenchBrowserOptions } from './bench-browser';
import type { EngineSession } from './engine-session';

/** Opens a model in a browser of its own. `open` tells how many milliseconds that took. */
export async function openBrowserSession(
  options: BenchBrowserOptions & {
    /** What the page takes without a model; null where that is not told. */
    readonly idleBytes: number | null;
  },
  open: (page: Page) => Promise<number>,
): Promise<EngineSession> {
  const { context, page } = await openBenchBrowser(options);
  try {
    return {
      loadMs: await open(page),
      measureAnswer: (request) =>
        page.evaluate((asked) => globalThis.desksideBench.engines.measureAnswer(asked), request),
      measureTexts: (texts) =>
        page.evaluate((asked) => globalThis.desksideBench.engines.measureTexts(asked), texts),
      async peakBytes() {
        const peak = await peakPageMemory(context);
        return peak === null || options.idleBytes === null ? null : peak - options.idleBytes;
      },
      close: () => context.close(),
    };
  } catch (error) {
    await context.close();
    throw error;
  }
}
