import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { openView } from '../../scripts/lib/drive-page';
import { startEgressRecorder } from '../../scripts/lib/egress-recorder';
import { placeOf, readLedger } from './support/ledger';
import { embedderFiles } from './support/model-files';
import {
  addFromHub,
  allowHub,
  expectInstalled,
  modelCard,
  openModels,
  withModelHost,
} from './support/model-host';

test.describe.configure({ timeout: 240_000 });

const REPOSITORY = 'desk/sentence-model';
const NAME = 'sentence model';
const WEIGHTS = 'onnx/model_quantized.onnx';

test('fetches a model from a hub once the user has allowed it and not before, and carries it on as a file', async () => {
  const files = embedderFiles();
  await withModelHost({ [REPOSITORY]: files }, async ({ url, hub, open }) => {
    const context = await open();
    const recorder = await startEgressRecorder();
    recorder.watch(context);
    const page = await openModels(context, url);
    await page.getByRole('textbox', { name: 'From a model hub' }).fill(REPOSITORY);
    await page.getByRole('button', { name: 'Look up' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('may not reach one yet');
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await allowHub(page, hub);
    expect(hub.requests).toEqual([]);
    await addFromHub(page, REPOSITORY);
    await modelCard(page, NAME).getByRole('button', { name: 'Install' }).click();
    await expectInstalled(page, NAME);
    expect(
      hub.requests.some((request) => request.url.includes(`/resolve/${hub.commitOf(REPOSITORY)}/`)),
    ).toBe(true);
    expect(hub.sentBytes(WEIGHTS)).toBe(files[WEIGHTS]?.byteLength);
    // What the page keeps on record of it is what the browser saw, request by request.
    const ledger = await readLedger(page, url);
    const seen = recorder.requestsLeaving(new URL(url).origin).map((request) => placeOf(request.url));
    expect(ledger.map(({ origin, path }) => `${origin}${path}`).toSorted()).toEqual(seen.toSorted());
    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(ledger.map(({ state }) => state))).toEqual(new Set(['done']));
    await recorder.close();
    await openView(page, 'Models');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      modelCard(page, NAME).getByRole('button', { name: 'Save as file' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.deskpack$/);
    const pack = await readFile(await download.path());

    await modelCard(page, NAME).getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await expect(modelCard(page, NAME).getByText('Not installed')).toBeAttached();

    const asked = hub.requests.length;
    const packFile = { name: 'sentence.deskpack', mimeType: 'application/zip', buffer: pack };
    await page.getByLabel('Model file').setInputFiles(packFile);
    await expectInstalled(page, NAME);
    expect(hub.requests.length).toBe(asked);

    const middle = Math.floor(pack.length / 2);
    pack[middle] = (pack[middle] ?? 0) ^ 1;
    await modelCard(page, NAME).getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByLabel('Model file').setInputFiles({ ...packFile, name: 'damaged.deskpack' });
    await expect(page.getByRole('alert').first()).toContainText('is damaged', { timeout: 30_000 });
    await expect(modelCard(page, NAME).getByText('Installed', { exact: true })).toBeHidden();
  });
});
