import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import type { HubServer } from '../support/hub-server';
import { readLedger } from './support/ledger';
import { noiseFiles } from './support/model-files';
import { expectInstalled, modelCard, openModels, openWithModel, withModelHost } from './support/model-host';

test.describe.configure({ timeout: 240_000 });

const REPOSITORY = 'desk/noise';
const NAME = 'noise';
const MEGABYTE = 1_000_000;
const CHUNK_BYTES = 8 * 1024 * 1024;
/** What the server has sent and a browser that was closed had not read: the sockets' buffers. */
const IN_SOCKETS_BYTES = 1024 * 1024;
const files = noiseFiles(60 * MEGABYTE);
const LARGE = Object.keys(files).filter((path) => path.startsWith('onnx/'));
const LARGE_BYTES = LARGE.reduce((sum, path) => sum + (files[path]?.byteLength ?? 0), 0);

/** Begins a download and lets the browser go on with it. */
async function handOver(page: Page, hub: HubServer): Promise<void> {
  hub.throttle(4 * MEGABYTE);
  await modelCard(page, NAME).getByRole('button', { name: 'Install' }).click();
  const bar = modelCard(page, NAME).getByRole('progressbar');
  await expect
    .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 60_000 })
    .toBeGreaterThan(5);
  hub.clearRequests();
  await modelCard(page, NAME).getByRole('button', { name: 'Go on when Deskside is closed' }).click();
  await expect(modelCard(page, NAME)).toContainText('The browser is fetching it', { timeout: 60_000 });
}

/** Bytes of the weights that came since the download was handed over. */
const fetchedBytes = (hub: HubServer): number => LARGE.reduce((sum, path) => sum + hub.sentBytes(path), 0);

async function expectSound(page: Page): Promise<void> {
  await modelCard(page, NAME).getByRole('button', { name: 'Check and repair' }).click();
  await expect(page.getByText('All stored parts are sound.')).toBeVisible({ timeout: 60_000 });
}

test('keeps what had come when the browser itself was closed, and goes on at the next visit', async () => {
  await withModelHost({ [REPOSITORY]: files }, async ({ url, hub, open }) => {
    const context = await open();
    await handOver(await openWithModel(context, { url, hub }, REPOSITORY), hub);
    await expect.poll(() => fetchedBytes(hub), { timeout: 60_000 }).toBeGreaterThan(CHUNK_BYTES / 2);
    await context.close();

    const later = await open();
    hub.throttle(null);
    const page = await openModels(later, url);
    await expectInstalled(page, NAME);
    // The chunk in flight when the browser was closed comes again, and perhaps the one before it that was not put away yet.
    expect(fetchedBytes(hub)).toBeLessThanOrEqual(LARGE_BYTES + 2 * CHUNK_BYTES + IN_SOCKETS_BYTES);
    await expectSound(page);

    const rows = (await readLedger(page, url)).filter(({ path }) =>
      path.endsWith('/onnx/model_quantized.onnx'),
    );
    expect(rows.some(({ bytes, state }) => bytes > CHUNK_BYTES && state === 'done')).toBe(true);
  });
});

test('comes while no page is open, and needs no network at the next visit', async () => {
  await withModelHost({ [REPOSITORY]: files }, async ({ url, hub, open }) => {
    const context = await open();
    const page = await openWithModel(context, { url, hub }, REPOSITORY);
    await handOver(page, hub);
    await page.goto('about:blank');
    hub.throttle(null);
    await expectKept(context);
    hub.faults.add({ kind: 'status', status: 503 });
    const next = await openModels(context, url);
    await expectInstalled(next, NAME);
    await expectSound(next);
    expect(
      await next.evaluate(async () => (await caches.keys()).filter((name) => name.includes('fetched'))),
    ).toEqual([]);
  });
});

/** Waits until the service worker has kept all of it. */
async function expectKept(context: BrowserContext): Promise<void> {
  await expect
    .poll(
      async () =>
        context
          .serviceWorkers()
          .at(0)
          ?.evaluate(
            async (name) => {
              const cache = (await caches.has(name)) ? await caches.open(name) : null;
              return (await cache?.match('https://fetched.invalid/end')) !== undefined;
            },
            await cacheName(context),
          ) ?? false,
      { timeout: 120_000 },
    )
    .toBe(true);
}

/** The model's id is made of its address. */
async function cacheName(context: BrowserContext): Promise<string> {
  const names = await context
    .serviceWorkers()
    .at(0)
    ?.evaluate(() => caches.keys());
  return names?.find((name) => name.startsWith('deskside-fetched-')) ?? '';
}

test('is taken back, and goes on in the page with what has come', async () => {
  await withModelHost({ [REPOSITORY]: files }, async ({ url, hub, open }) => {
    const context = await open();
    const page = await openWithModel(context, { url, hub }, REPOSITORY);
    const other = await openModels(context, url);
    await handOver(page, hub);
    await expect(modelCard(other, NAME)).toContainText('The browser is fetching it');
    await expect.poll(() => fetchedBytes(hub), { timeout: 60_000 }).toBeGreaterThan(CHUNK_BYTES * 1.5);
    await modelCard(other, NAME).getByRole('button', { name: 'Go on here' }).click();
    await expect(modelCard(page, NAME).getByRole('button', { name: 'Pause' })).toBeVisible({
      timeout: 30_000,
    });
    hub.throttle(null);
    await expectInstalled(page, NAME);
    expect(fetchedBytes(hub)).toBeLessThanOrEqual(LARGE_BYTES + CHUNK_BYTES + IN_SOCKETS_BYTES);
  });
});
