import type { Page } from '@playwright/test';

/** What a briefing asks of the page's embedding worker, over all its lives. */
export interface EmbeddingWatch {
  /** Texts in the order in which they were given to a worker. */
  texts(): readonly string[];
  /** Inference workers that were started. */
  workers(): number;
  /** Ends the inference workers as a browser does that needs their memory; they send a last error, so that it is noticed at once. */
  killWorkers(): Promise<void>;
}

/** To be called before the page is opened. */
export async function watchEmbedding(page: Page): Promise<EmbeddingWatch> {
  const texts: string[] = [];
  let workers = 0;
  await page.exposeFunction('noteTexts', (some: string[]) => void texts.push(...some));
  await page.exposeFunction('noteWorker', () => void (workers += 1));
  await page.addInitScript(() => {
    interface Watched {
      noteTexts(some: string[]): void;
      noteWorker(): void;
      inferenceWorkers: Worker[];
    }
    const watched = window as unknown as Watched;
    watched.inferenceWorkers = [];
    window.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        if (options?.name !== 'inference') return;
        watched.inferenceWorkers.push(this);
        watched.noteWorker();
      }
      override postMessage(message: unknown, options?: StructuredSerializeOptions | Transferable[]): void {
        const { path, argumentList } = message as {
          path?: string[];
          argumentList?: { value?: { texts?: string[] } }[];
        };
        const briefs = document.querySelector('[data-briefing-state=running]') !== null;
        if (path?.[0] === 'embed' && briefs) watched.noteTexts([...(argumentList?.[0]?.value?.texts ?? [])]);
        super.postMessage(message, options as StructuredSerializeOptions);
      }
    };
  });
  return {
    texts: () => texts,
    workers: () => workers,
    killWorkers: () =>
      page.evaluate(() => {
        const { inferenceWorkers } = window as unknown as { inferenceWorkers: Worker[] };
        for (const worker of inferenceWorkers) {
          worker.terminate();
          worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
        }
      }),
  };
}
