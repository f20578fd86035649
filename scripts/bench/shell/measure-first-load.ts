import type { Page } from 'playwright';
import { launchChromium } from '../../lib/launch-chromium';
import { withProfile } from '../bench-browser';

/** What a first visit costs. Bytes as they come over the wire; milliseconds as the page counts them. */
export interface FirstLoad {
  readonly requests: number;
  readonly scriptBytes: number;
  readonly bytes: number;
  readonly largestPaintMs: number;
  /** What tasks of the main thread take beyond 50 ms each (total blocking time). */
  readonly blockingMs: number;
  /** Tasks of the main thread over 50 ms. */
  readonly longTasks: number;
  /** Computing time of scripts on the main thread. */
  readonly scriptMs: number;
}

/** A mid-range phone on a slow mobile network, as Lighthouse takes it. */
const CPU_SLOWDOWN = 4;
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};
/** Without a request for so long, it is there. */
const QUIET_MS = 2_500;

interface Watching {
  firstLoad: { paint: number; blocking: number; tasks: number };
}

/** Opens the page in a browser that has never seen it. What a service worker fetches behind the page does not count. */
export function measureFirstLoad(url: string): Promise<FirstLoad> {
  return withProfile(async (profile) => {
    const context = await launchChromium(profile);
    try {
      return await measureIn(context.pages()[0] ?? (await context.newPage()), url);
    } finally {
      await context.close();
    }
  });
}

async function measureIn(page: Page, url: string): Promise<FirstLoad> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Performance.enable');
  await session.send('Network.emulateNetworkConditions', NETWORK);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  const scripts = new Set<string>();
  let [requests, bytes, scriptBytes, lastAt] = [0, 0, 0, performance.now()];
  session.on('Network.responseReceived', ({ requestId, type }) => {
    requests += 1;
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    if (scripts.has(requestId)) scriptBytes += encodedDataLength;
    lastAt = performance.now();
  });
  await page.addInitScript(() => {
    const seen = ((globalThis as unknown as Watching).firstLoad = { paint: 0, blocking: 0, tasks: 0 });
    new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntries()) seen.paint = startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      seen.tasks += list.getEntries().length;
      for (const { duration } of list.getEntries()) seen.blocking += Math.max(0, duration - 50);
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(url);
  while (performance.now() - lastAt < QUIET_MS) await page.waitForTimeout(100);
  const { paint, blocking, tasks } = await page.evaluate(() => (globalThis as unknown as Watching).firstLoad);
  const { metrics } = await session.send('Performance.getMetrics');
  const scriptSeconds = metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0;
  return {
    ...{ requests, bytes, scriptBytes },
    ...{ largestPaintMs: paint, blockingMs: blocking, longTasks: tasks, scriptMs: scriptSeconds * 1000 },
  };
}
