import type { Page } from '@playwright/test';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchChromium } from '../../scripts/lib/launch-chromium';
import { BUILD_FOLDER } from '../../scripts/lib/project-folders';
import { startStaticServer } from '../../scripts/lib/static-server';
import { expect, test } from './fixtures';
import { waitForStart } from './support/deskside-page';
import { publishNewVersion } from './support/new-version';

interface Host {
  readonly page: Page;
  readonly url: string;
  /** A copy of the built app, without the weights. */
  readonly folder: string;
}

/** A plain static host with a copy of the app of its own, and a browser that has never been there. */
async function onPlainHost(work: (host: Host) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'deskside-host-'));
  const folder = path.join(scratch, 'app');
  const weights = path.join(BUILD_FOLDER, 'models');
  cpSync(BUILD_FOLDER, folder, { recursive: true, filter: (source) => !source.startsWith(weights) });
  const server = await startStaticServer({ root: folder, headers: false });
  const context = await launchChromium(path.join(scratch, 'profile'));
  try {
    const page = await context.newPage();
    await work({ page, url: server.url, folder });
  } finally {
    await context.close();
    await server.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

const isIsolated = (page: Page): Promise<boolean> => page.evaluate(() => crossOriginIsolated);

/**
 * The number of times that the page was loaded from now on. What the page evaluates for a test counts as the user's doing, so that
 * a test that waits for the page's own reload must not evaluate anything.
 */
function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('load', () => (loads += 1));
  return () => loads;
}

test('gives threads to a page whose host sends no headers, by one reload of its own', async () => {
  await onPlainHost(async ({ page, url }) => {
    const loads = countLoads(page);
    await page.goto(url);
    await expect.poll(loads, { timeout: 30_000 }).toBe(2);
    await waitForStart(page);
    expect(await isIsolated(page)).toBe(true);
    expect(await page.evaluate(() => new SharedArrayBuffer(8).byteLength)).toBe(8);
  });
});

test('does not reload a page that someone is using, and offers it instead', async () => {
  await onPlainHost(async ({ page, url }) => {
    const loads = countLoads(page);
    await page.goto(url, { waitUntil: 'commit' });
    await page.getByRole('heading', { level: 1 }).click();
    await expect(page.getByRole('list', { name: 'Notices' })).toContainText('threads', { timeout: 30_000 });
    expect(loads()).toBe(1);
    await page.getByRole('button', { name: 'Reload', exact: true }).click();
    await expect.poll(() => isIsolated(page).catch(() => false)).toBe(true);
  });
});

test('offers a new version and takes it only when the user says so', async () => {
  await onPlainHost(async ({ page, url, folder }) => {
    const loads = countLoads(page);
    await page.goto(url);
    await expect.poll(loads, { timeout: 30_000 }).toBe(2);

    publishNewVersion(folder);
    await page.reload();
    const notices = page.getByRole('list', { name: 'Notices' });
    await expect(notices).toContainText('A new version of Deskside is ready.', { timeout: 30_000 });
    await expect(page.locator('html')).not.toHaveAttribute('data-version', 'next');
    expect(loads()).toBe(3);

    await notices.getByRole('button', { name: 'Reload to update' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-version', 'next');
    await waitForStart(page);
    expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(1);
  });
});

test('keeps the shell and no weights', async ({ page, desk }) => {
  await page.goto(desk.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain('/index.html');
  expect(kept.some((file) => file.endsWith('.wasm'))).toBe(true);
  expect(kept.filter((file) => file.startsWith('/models/'))).toEqual([]);
});
