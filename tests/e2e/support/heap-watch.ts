import type { CDPSession, Page } from '@playwright/test';

export interface HeapPeak {
  /** Bytes of JavaScript objects and array buffers of the page and its workers together, garbage that was not collected yet included. */
  readonly bytes: number;
  readonly samples: number;
  /** What each took at the peak, the largest first. */
  readonly parts: readonly { readonly name: string; readonly bytes: number }[];
}

const EVERY_MS = 250;

interface HeapUsage {
  readonly usedSize: number;
  readonly backingStorageSize?: number;
}

/** Asks the workers of a page, which Chromium answers also while they compute. */
class WorkerSessions {
  readonly #session: CDPSession;
  readonly #names = new Map<string, string>();
  readonly #waiting = new Map<number, (usage: HeapUsage | null) => void>();
  #lastId = 0;

  constructor(session: CDPSession) {
    this.#session = session;
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      this.#names.set(sessionId, targetInfo.title || targetInfo.type);
    });
    session.on('Target.detachedFromTarget', ({ sessionId }) => void this.#names.delete(sessionId));
    session.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id = 0, result } = JSON.parse(message) as { id?: number; result?: HeapUsage };
      this.#waiting.get(id)?.(result ?? null);
      this.#waiting.delete(id);
    });
  }

  async usages(): Promise<{ name: string; usage: HeapUsage }[]> {
    const asked = [...this.#names].map(async ([sessionId, name]) => {
      const usage = await this.#ask(sessionId).catch(() => null);
      return usage ? [{ name, usage }] : [];
    });
    return (await Promise.all(asked)).flat();
  }

  async #ask(sessionId: string): Promise<HeapUsage | null> {
    const id = (this.#lastId += 1);
    const answer = new Promise<HeapUsage | null>((resolve) => {
      this.#waiting.set(id, resolve);
      // A worker that ends meanwhile does not answer.
      setTimeout(() => resolve(null), 10 * EVERY_MS);
    });
    const message = JSON.stringify({ id, method: 'Runtime.getHeapUsage' });
    await this.#session.send('Target.sendMessageToTarget', { sessionId, message });
    return answer;
  }
}

/** Runs `work` and returns the most that the heaps of the page and its workers took together meanwhile. */
export async function heapPeakDuring(page: Page, work: () => Promise<void>): Promise<HeapPeak> {
  const session = await page.context().newCDPSession(page);
  const workers = new WorkerSessions(session);
  // Sessions within this one, since Playwright offers none of its own for workers.
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  let peak: HeapPeak = { bytes: 0, samples: 0, parts: [] };
  let samples = 0;
  let ended = false;

  async function watch(): Promise<void> {
    while (!ended) {
      const own = (await session.send('Runtime.getHeapUsage')) as HeapUsage;
      const parts = [{ name: 'page', usage: own }, ...(await workers.usages())]
        .map(({ name, usage }) => ({ name, bytes: usage.usedSize + (usage.backingStorageSize ?? 0) }))
        .sort((a, b) => b.bytes - a.bytes);
      const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
      samples += 1;
      if (bytes > peak.bytes) peak = { bytes, samples, parts };
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }

  const watching = watch();
  try {
    await work();
  } finally {
    ended = true;
    await watching;
    await session.detach();
  }
  return { ...peak, samples };
}
