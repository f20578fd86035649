import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import type {} from '../../src/benchmarks/bench-page';
import { launchChromium, type ChromiumOptions } from '../lib/launch-chromium';

/** A browser with the page of the benchmarks open. */
export interface BenchBrowser {
  readonly context: BrowserContext;
  readonly page: Page;
}

export interface BenchBrowserOptions extends Pick<ChromiumOptions, 'webgpu'> {
  readonly origin: string;
  readonly profile: string;
}

/** Starts a browser of its own; closing its context ends it. */
export async function openBenchBrowser({
  origin,
  profile,
  webgpu = 'default',
}: BenchBrowserOptions): Promise<BenchBrowser> {
  const context = await launchChromium(profile, { webgpu });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(new URL('bench.html', origin).href);
    await page.waitForFunction(() => 'desksideBench' in globalThis);
    return { context, page };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/** Runs `work` in a browser of its own, which is gone afterwards. What it stored stays in the profile. */
export async function withBenchBrowser<T>(
  options: BenchBrowserOptions,
  work: (browser: BenchBrowser) => Promise<T>,
): Promise<T> {
  const browser = await openBenchBrowser(options);
  try {
    return await work(browser);
  } finally {
    await browser.context.close();
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
