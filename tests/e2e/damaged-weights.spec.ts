import type { Page } from '@playwright/test';
import { importFiles, openView } from '../../scripts/lib/drive-page';
import { expect, test } from './fixtures';
import { ensureBriefed, waitForBriefing, waitForStart } from './support/deskside-page';
import { mboxFile, sampleMails } from './support/mailboxes';

const MODEL = 'all-minilm-l6-v2';

/** Turns over bits in the stored weights, behind the app's back, and leaves their length as it was. */
async function damageLargestChunk(page: Page): Promise<void> {
  await page.evaluate(async (modelId) => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await settled(indexedDB.open('deskside-weights'));
    const chunks = await settled<{ modelId: string; data: Blob }[]>(
      database.transaction('chunks').objectStore('chunks').getAll(),
    );
    const own = chunks.filter((chunk) => chunk.modelId === modelId);
    const largest = own.reduce((one, other) => (other.data.size > one.data.size ? other : one));
    const bytes = new Uint8Array(await largest.data.arrayBuffer());
    bytes.fill(0x5a, 1000, 5000);
    const transaction = database.transaction('chunks', 'readwrite');
    await settled(transaction.objectStore('chunks').put({ ...largest, data: new Blob([bytes]) }));
    database.close();
  }, MODEL);
}

test('notices weights that went bad on the disk, fetches that part again, and goes on', async ({
  page,
  desk,
}) => {
  test.setTimeout(300_000);
  await page.goto(desk.url);
  await ensureBriefed(page);
  await damageLargestChunk(page);

  await page.reload();
  await waitForStart(page);
  await importFiles(page, 'inbox', mboxFile('one-more.mbox', sampleMails(['NDA Vuori: sign by Monday'])));
  await waitForBriefing(page);

  await openView(page, 'Models');
  const card = page.getByRole('article', { name: 'MiniLM L6', exact: true });
  await expect(card.getByText('Installed', { exact: true })).toBeVisible();
});

test('finds and mends such damage when the user asks for a check', async ({ page, desk }) => {
  await page.goto(desk.url);
  await ensureBriefed(page);
  await damageLargestChunk(page);
  await openView(page, 'Models');
  const card = page.getByRole('article', { name: 'MiniLM L6', exact: true });
  await card.getByRole('button', { name: 'Check and repair' }).click();
  const repairs = { timeout: 60_000 };
  await expect(page.getByText('1 damaged part fetched again.')).toBeVisible(repairs);
  await card.getByRole('button', { name: 'Check and repair' }).click();
  await expect(page.getByText('All stored parts are sound.')).toBeVisible(repairs);
});
