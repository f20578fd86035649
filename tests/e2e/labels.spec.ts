import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { PROJECT_ROOT } from '../../scripts/lib/project-folders';
import { parseTable } from '../../src/importers/tables/read-table';
import { expect, test } from './fixtures';
import { waitForStart } from './support/deskside-page';
import { expectAccessible } from './support/expect-accessible';
import { longTasksDuring } from './support/main-thread';

const TICKETS = path.join(PROJECT_ROOT, 'public/samples/harbour/tickets.csv');

const DOCUMENTS = path.join(PROJECT_ROOT, 'public/samples/harbour/documents');

const runState = (page: Page) => page.locator('[data-run-state]');

const openLabels = (page: Page) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Labels' }).click();

async function beginWithTickets(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await waitForStart(page);
  await openLabels(page);
  await page.getByRole('button', { name: 'Begin with Support tickets' }).click();
  await expect(page.getByRole('heading', { name: 'Label with “Support tickets”' })).toBeVisible();
}

async function labelTickets(page: Page): Promise<void> {
  await page.locator('input[data-role=table]').first().setInputFiles(TICKETS);
  await page.getByLabel('A column of labels that somebody gave').selectOption('');
  await page.getByRole('button', { name: 'Label the rows' }).click();
  await expect(runState(page)).toHaveAttribute('data-run-state', 'done', { timeout: 240_000 });
}

test('sorts the sample’s tickets by words alone, learns from a correction, and goes on after a reload', async ({
  emptyPage: page,
  desk,
}) => {
  test.setTimeout(400_000);
  await beginWithTickets(page, desk.url);
  await labelTickets(page);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const saved = parseTable(readFileSync(await (await download).path(), 'utf8'));
  expect(saved.columns).toEqual(['id', 'text', 'label', 'label (Deskside)', 'confidence', 'reasons']);
  expect(saved.rows).toHaveLength(120);
  const normal = (label: string | undefined): string => (label ?? '').replace('-', ' ');
  const answered = saved.rows.filter((row) => row[3] !== '');
  const right = answered.filter((row) => normal(row[2]) === normal(row[3]));
  expect(answered.length).toBeGreaterThan(60);
  expect(right.length / answered.length).toBeGreaterThan(0.75);

  const label = page.getByLabel('Label of row 1', { exact: true });
  await label.selectOption('refund');
  await expect(page.getByText('Told by you', { exact: true })).toBeVisible();
  await expect(runState(page)).toHaveAttribute('data-run-state', 'done');
  // One example makes it no less sure of the others.
  const unsure = await page.getByRole('button', { name: /^Not sure \d+/ }).textContent();
  expect(Number(/\d+/.exec(unsure ?? '')?.[0])).toBeLessThan(60);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Told by you', { exact: true })).toBeHidden();

  await page.getByRole('grid', { name: 'Labelled rows' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('1');
  await expect(page.getByText('Told by you', { exact: true })).toBeVisible();
  await expect(runState(page)).toHaveAttribute('data-run-state', 'done');

  await page.reload();
  await waitForStart(page);
  await openLabels(page);
  await page.getByRole('button', { name: /^tickets\.csv/ }).click();
  await expect(page.getByText('Told by you', { exact: true })).toBeVisible();
  await expect(page.getByText(/120 rows labelled/)).toBeVisible({ timeout: 60_000 });

  await expectAccessible(page);
});

test('makes a label set of a table’s column, and asks where a file can be read more than one way', async ({
  emptyPage: page,
  desk,
}) => {
  await page.goto(desk.url);
  await waitForStart(page);
  await openLabels(page);
  await page
    .locator('input[data-role=table]')
    .first()
    .setInputFiles({
      name: 'survey.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'red;an apple that is ripe\nblue;a plum that is ripe\nred;a cherry that is sweet\n',
      ),
    });
  await expect(page.getByText(/first row names the columns\. Please look/)).toBeVisible();
  await page.getByLabel('A column of labels that somebody gave').selectOption({ label: 'Column 1' });
  await page.getByRole('button', { name: 'Label the rows' }).click();
  await expect(page.getByLabel('Name of label 1')).toHaveValue('red');
  await expect(page.getByLabel('Name of label 2')).toHaveValue('blue');
});

test('sorts documents by their kind', async ({ emptyPage: page, desk }) => {
  test.setTimeout(240_000);
  const files = readdirSync(DOCUMENTS).map((name) => path.join(DOCUMENTS, name));
  await page.goto(`${desk.url}#/documents`);
  await page.getByLabel('Documents: files').setInputFiles(files);
  await expect(page.getByText(`${files.length} documents read.`)).toBeVisible();

  await openLabels(page);
  await page.getByRole('button', { name: 'Begin with Document kinds' }).click();
  await page.getByRole('button', { name: `${files.length} documents`, exact: true }).click();
  await expect(runState(page)).toHaveAttribute('data-run-state', 'done', { timeout: 120_000 });
  for (const [kind, title] of [
    ['meeting minutes', 'Operations weekly: minutes'],
    ['interview notes', 'Interview notes: support operations analyst'],
  ] as const) {
    await page.getByRole('button', { name: new RegExp(`^${kind} [1-9]`, 'u') }).click();
    await expect(page.getByRole('row').filter({ hasText: title })).toBeVisible();
  }
});

test('labels thousands of rows again after a correction without holding the page up', async ({
  emptyPage: page,
  desk,
}) => {
  test.setTimeout(300_000);
  await beginWithTickets(page, desk.url);
  const { rows } = parseTable(readFileSync(TICKETS, 'utf8'));
  const texts = Array.from({ length: 5000 }, (_, index) => rows[index % 40]?.[1] ?? '');
  await page
    .locator('input[data-role=table]')
    .first()
    .setInputFiles({
      name: 'many.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`text\n${texts.map((text) => `"${text.replaceAll('"', '""')}"`).join('\n')}`),
    });
  await page.getByRole('button', { name: 'Label the rows' }).click();
  await expect(runState(page)).toHaveAttribute('data-run-state', 'done', { timeout: 240_000 });
  const long = await longTasksDuring(page, 50, async () => {
    await page.getByLabel('Label of row 1', { exact: true }).selectOption('refund');
    await expect(page.getByText('Told by you', { exact: true }).first()).toBeVisible();
    await expect(page.getByText(/rows labelled, .* 125 told by you/u)).toBeVisible({ timeout: 60_000 });
  });
  expect(long).toEqual([]);
});
