import type { Page } from '@playwright/test';
import { heapPeakDuring, type HeapPeak } from './heap-watch';
import { tasksDuring, type MainThreadTask } from './main-thread';
import { passCounts, type PassCounts } from './stored-results';

/** A trace of many minutes would not fit into memory. */
const SLICE_MS = 10_000;
/** What is told of the tasks; shorter ones nobody notices. */
const TOLD_MS = 50;

/** One look at the work: what was done by then, and what the page's main thread computed since the look before. */
interface Slice {
  readonly seconds: number;
  readonly counts: PassCounts;
  readonly pageMs: number;
}

/** What a long briefing took, over several visits. */
export class WatchedWork {
  readonly slices: Slice[] = [];
  readonly longTasks: MainThreadTask[] = [];
  readonly #startedAt = Date.now();
  #peak: HeapPeak = { bytes: 0, samples: 0, parts: [] };

  /** The most that the page and its workers took together in any visit. */
  get peak(): HeapPeak {
    return this.#peak;
  }

  /** Watches until so much is stored. */
  async until(page: Page, reached: (counts: PassCounts) => boolean): Promise<void> {
    const peak = await heapPeakDuring(page, async () => {
      for (;;) {
        // Hardly any while a model is loaded.
        const tasks = await tasksDuring(page, () => page.waitForTimeout(SLICE_MS), 1);
        const counts = await passCounts(page);
        const seconds = (Date.now() - this.#startedAt) / 1000;
        this.slices.push({ seconds, counts, pageMs: tasks.reduce((sum, { cpuMs }) => sum + cpuMs, 0) });
        this.longTasks.push(...tasks.filter(({ cpuMs }) => cpuMs > TOLD_MS));
        if (reached(counts)) return;
      }
    });
    if (peak.bytes > this.#peak.bytes) this.#peak = peak;
  }

  /** Milliseconds that the page computed for a mail of a pass, while it went from one number of mails to another. */
  pageMsPerMail(pass: keyof PassCounts, from: number, to: number): number {
    let [ms, mails] = [0, 0];
    for (const [index, { counts, pageMs }] of this.slices.entries()) {
      const before = this.slices[index - 1]?.counts[pass] ?? 0;
      if (before < from || counts[pass] > to || counts[pass] === before) continue;
      ms += pageMs;
      mails += counts[pass] - before;
    }
    return ms / mails;
  }
}
