import { expect, test } from '@playwright/test';
import { waitForStart } from './support/deskside-page';
import { embedderFiles, noiseFiles } from './support/model-files';
import { expectInstalled, modelCard, openWithModel, withModelHost } from './support/model-host';
import { publishNewVersion } from './support/new-version';

test.describe.configure({ timeout: 240_000 });

test('tells when the browser has cleared what was stored, and offers the model again (fault 11)', async () => {
  await withModelHost({ 'desk/sentences': embedderFiles() }, async ({ url, hub, open }) => {
    const context = await open();
    const page = await openWithModel(context, { url, hub }, 'desk/sentences');
    await modelCard(page, 'sentences').getByRole('button', { name: 'Install' }).click();
    await expectInstalled(page, 'sentences');

    await page.goto('about:blank');
    const session = await context.newCDPSession(page);
    // What a browser clears when the disk is nearly full; the list that the model was on goes with it.
    await session.send('Storage.clearDataForOrigin', {
      origin: new URL(url).origin,
      storageTypes: 'indexeddb,cache_storage,service_workers,file_systems',
    });
    await page.goto(url);
    await waitForStart(page);
    await expect(page.getByRole('list', { name: 'Notices' })).toContainText(
      'has cleared what Deskside had stored',
    );
  });
});

test('does not reload for a new version while a model is fetched, and keeps the model over it (fault 24)', async () => {
  const files = noiseFiles(30_000_000);
  await withModelHost({ 'desk/noise': files }, async ({ url, hub, folder, open }) => {
    const page = await openWithModel(await open(), { url, hub }, 'desk/noise');
    let loads = 0;
    page.on('load', () => (loads += 1));
    // Slow enough to be still at it when the new version has come, on any machine.
    hub.throttle(1_500_000);
    await modelCard(page, 'noise').getByRole('button', { name: 'Install' }).click();
    await expect(modelCard(page, 'noise').getByRole('progressbar')).toBeVisible();

    publishNewVersion(folder);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const notices = page.getByRole('list', { name: 'Notices' });
    await expect(notices).toContainText('A new version of Deskside is ready.', { timeout: 30_000 });
    await expect(modelCard(page, 'noise').getByRole('progressbar')).toBeVisible();
    hub.throttle(null);
    await expectInstalled(page, 'noise');
    expect(loads).toBe(0);

    await notices.getByRole('button', { name: 'Reload to update' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-version', 'next');
    await waitForStart(page);
    await expectInstalled(page, 'noise');
  });
});
