import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import type {} from '../../src/benchmarks/bench-page';
import { launchChromium } from '../lib/launch-chromium';

/** A browser with the page of the benchmarks open. */
export interface BenchBrowser {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** Runs `work` in a browser of its own, which is gone afterwards. What it stored stays in the profile. */
export async function withBenchBrowser<T>(
  { origin, profile }: { readonly origin: string; readonly profile: string },
  work: (browser: BenchBrowser) => Promise<T>,
): Promise<T> {
  const context = await launchChromium(profile);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(new URL('bench.html', origin).href);
    await page.waitForFunction(() => 'desksideBench' in globalThis);
    return await work({ context, page });
  } finally {
    await context.close();
  }
}

/** Runs `work` with a profile on the disk, which gives the stores the disk's room rather than the little that a private window has. */
export async function withProfile<T>(work: (profile: string) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(path.join(tmpdir(), 'deskside-bench-profile-'));
  try {
    return await work(profile);
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
