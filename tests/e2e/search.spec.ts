import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DeskDocument } from '../../src/contracts/document';
import { PROJECT_ROOT } from '../../scripts/lib/project-folders';
import { expect, test } from './fixtures';
import { deleteAllMail, ensureBriefed, waitForStart } from './support/deskside-page';
import { expectAccessibleInBothThemes } from './support/expect-accessible';

const POLICY = 'policy-remote-work-and-equipment.md';

const box = (page: Page) => page.getByRole('combobox', { name: 'Search and ask' });
const finds = (page: Page) => page.getByRole('list', { name: 'Results' }).getByRole('button');

test.describe.configure({ mode: 'serial' });

function sampleDocument(name: string): DeskDocument {
  const text = readFileSync(path.join(PROJECT_ROOT, 'public/samples/harbour/documents', name), 'utf8');
  return {
    ...{ id: name, path: name, mediaType: 'text/markdown', bytes: text.length, text, warnings: [] },
    title: /^# (.+)$/m.exec(text)?.[1] ?? name,
    importedAt: '2026-10-12T06:00:00.000Z',
  };
}

/** Puts rows in a table of the store, or reads its keys. */
async function store(page: Page, table: string, rows: readonly unknown[]): Promise<string[]> {
  return page.evaluate(
    ([name, added]) =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('deskside-history');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(name, 'readwrite');
          for (const row of added) transaction.objectStore(name).put(row);
          const keys = transaction.objectStore(name).getAllKeys();
          transaction.oncomplete = () => {
            opening.result.close();
            resolve(keys.result.map(String));
          };
        };
      }),
    [table, rows] as const,
  );
}

async function openSearch(page: Page, url: string): Promise<void> {
  await page.goto(`${url}#/search`);
  await waitForStart(page);
  await expect(box(page)).toBeVisible();
}

async function search(page: Page, query: string): Promise<void> {
  await box(page).fill(query);
  await box(page).press('Enter');
}

test('finds a mail by its words, and opens it at the place', async ({ page, desk }) => {
  test.setTimeout(300_000);
  await page.goto(desk.url);
  await ensureBriefed(page);
  await store(page, 'documents', [sampleDocument(POLICY)]);
  await openSearch(page, desk.url);
  await search(page, 'timesheets open');
  const first = finds(page).first();
  await expect(first).toContainText('Timesheets: 12 entries open in your team');
  await expect(first.locator('mark').first()).toHaveText(/timesheet|open/i);

  // A slip of the finger is no reason to find nothing.
  await search(page, 'overtme entires');
  await expect(first).toContainText('Timesheets: 12 entries open in your team');
  await expect(first.locator('mark').first()).toHaveText(/overtime|entries/i);
  await search(page, 'timesheets open');
  await expect(first).toContainText('Timesheets: 12 entries open in your team');

  await page.keyboard.press('ArrowDown');
  await expect(first).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Timesheets: 12 entries open in your team' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Text of the mail' }).locator('mark')).not.toHaveCount(0);
  await page.goBack();
  await expect(finds(page).first()).toContainText('Timesheets');
});

test('keeps to filters, and says which it does not know', async ({ page, desk }) => {
  await openSearch(page, desk.url);
  await search(page, 'from:northlock-nobody');
  await expect(page.getByText('Nothing found')).toBeVisible();
  await search(page, 'in:sent');
  await expect(finds(page).first()).toBeVisible();
  await search(page, 'numbers on:someday');
  await expect(page.getByText('“on:someday” is no date.')).toBeVisible();
  await box(page).fill('has:');
  await page.getByRole('option', { name: 'has:attachment' }).click();
  await expect(box(page)).toHaveValue('has:attachment ');
});

test('answers a question with the sentence that says it, and opens the document there', async ({
  page,
  desk,
}) => {
  test.setTimeout(300_000);
  await openSearch(page, desk.url);
  await search(page, 'How many days may I work from another country inside the EEA?');
  const answer = page.getByRole('region', { name: 'Answer' });
  const cited = answer.getByRole('button').filter({ hasText: '20 working days' }).first();
  await expect(cited).toBeVisible({ timeout: 120_000 });
  // With the language model at hand: either its words, checked and with what they rest on, or the plain sentence.
  await expect(answer).toHaveAttribute('aria-busy', 'false', { timeout: 180_000 });
  const worded = answer.getByText('checked against these sentences');
  if ((await worded.count()) > 0) {
    await expect(answer.locator('.said')).toContainText(/\b20\b/);
    await expect(answer.getByRole('list', { name: 'Sources' })).toContainText('20 working days');
  } else await expect(answer.locator('.said')).toContainText('20 working days');
  await cited.click();
  const reader = page.getByRole('dialog');
  await expect(reader.locator('mark')).toContainText('20 working days');
  await page.keyboard.press('Escape');
});

test('says that nothing supports an answer', async ({ page, desk }) => {
  test.setTimeout(300_000);
  await openSearch(page, desk.url);
  await search(page, 'Who won the summer football tournament?');
  await expect(page.getByText('Nothing here says this clearly enough to be an answer.')).toBeVisible({
    timeout: 120_000,
  });
});

test('axe finds nothing in the search view, light and dark', async ({ page, desk }) => {
  await openSearch(page, desk.url);
  for (const query of ['', 'gate label:later']) {
    if (query !== '') await search(page, query);
    await expectAccessibleInBothThemes(page);
  }
});

test('keeps nothing of mail that was deleted, and still finds documents', async ({ page, desk }) => {
  test.setTimeout(300_000);
  await openSearch(page, desk.url);
  await search(page, 'timesheets');
  await expect(finds(page).first()).toContainText('Timesheets');
  await expect
    .poll(async () => (await store(page, 'search', [])).some((id) => id.startsWith('mail:')), {
      timeout: 120_000,
    })
    .toBe(true);
  await deleteAllMail(page);
  expect((await store(page, 'search', [])).filter((id) => !id.startsWith('document:'))).toEqual([]);
  await page.evaluate(() => (location.hash = '#/search'));
  await search(page, 'timesheets');
  await expect(page.getByText('Timesheets: 12 entries open in your team')).toHaveCount(0);
  await search(page, 'subject:policy');
  await expect(finds(page).first()).toContainText('Policy');
});
