import { expect, test, type Page } from '@playwright/test';
import { noiseFiles } from './support/model-files';
import { expectInstalled, modelCard, openModels, openWithModel, withModelHost } from './support/model-host';

test.describe.configure({ timeout: 240_000 });

const REPOSITORY = 'desk/noise';
const NAME = 'noise';
const MEGABYTE = 1_000_000;
const files = noiseFiles(40 * MEGABYTE);
const LARGE = Object.keys(files).filter((path) => path.startsWith('onnx/'));

const progressOf = (page: Page) => modelCard(page, NAME).getByRole('progressbar');

/** Waits until some of the model is there, but not all. */
async function expectUnderWay(page: Page): Promise<void> {
  await expect
    .poll(async () => Number(await progressOf(page).getAttribute('aria-valuenow')), { timeout: 30_000 })
    .toBeGreaterThan(5);
}

test('pauses, goes on after a reload where it stopped, and goes on while the view changes', async () => {
  await withModelHost({ [REPOSITORY]: files }, async ({ url, hub, open }) => {
    const page = await openWithModel(await open(), { url, hub }, REPOSITORY);
    hub.throttle(6 * MEGABYTE);
    await modelCard(page, NAME).getByRole('button', { name: 'Install' }).click();
    await expectUnderWay(page);
    await modelCard(page, NAME).getByRole('button', { name: 'Pause' }).click();
    await expect(modelCard(page, NAME).getByRole('button', { name: 'Go on' })).toBeVisible();
    await page.reload();
    await expect(modelCard(page, NAME).getByRole('button', { name: 'Go on' })).toBeVisible();
    await modelCard(page, NAME).getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Models' }).click();
    hub.throttle(null);
    await expectInstalled(page, NAME);
  });
});

test('two tabs fetch each byte once, and a tab that is closed in the middle leaves the rest to the other', async () => {
  await withModelHost({ [REPOSITORY]: files }, async ({ url, hub, open }) => {
    const context = await open();
    const first = await openWithModel(context, { url, hub }, REPOSITORY);
    const second = await openModels(context, url);
    hub.throttle(8 * MEGABYTE);
    hub.clearRequests();
    await modelCard(first, NAME).getByRole('button', { name: 'Install' }).click();
    await expectUnderWay(second);
    await modelCard(second, NAME).getByRole('button', { name: 'Pause' }).click();
    await expect(modelCard(first, NAME).getByRole('button', { name: 'Go on' })).toBeVisible();

    await modelCard(second, NAME).getByRole('button', { name: 'Go on' }).click();
    await expectUnderWay(first);
    await second.close();
    await expectInstalled(first, NAME);
    const chunk = 8 * 1024 * 1024;
    for (const path of LARGE) {
      const size = files[path]?.byteLength ?? 0;
      // Twice it was stopped; nothing else was fetched twice.
      expect(hub.sentBytes(path), path).toBeLessThanOrEqual(size + 2 * chunk);
    }
  });
});

test('two tabs that both install fetch each byte once', async () => {
  await withModelHost({ [REPOSITORY]: files }, async ({ url, hub, open }) => {
    const context = await open();
    const first = await openWithModel(context, { url, hub }, REPOSITORY);
    const second = await openModels(context, url);
    hub.throttle(20 * MEGABYTE);
    hub.clearRequests();
    // At once: as soon as one tab has begun, the other no longer offers it.
    const buttons = await Promise.all(
      [first, second].map((page) =>
        modelCard(page, NAME).getByRole('button', { name: 'Install' }).elementHandle(),
      ),
    );
    await Promise.all(
      buttons.map((button) => button?.evaluate((element) => (element as HTMLElement).click())),
    );
    await Promise.all([first, second].map((page) => expectInstalled(page, NAME)));
    for (const path of LARGE) expect(hub.sentBytes(path), path).toBe(files[path]?.byteLength);
  });
});
