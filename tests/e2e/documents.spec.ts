import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './fixtures';
import { expectAccessible } from './support/expect-accessible';

const FOLDER = fileURLToPath(new URL('../../public/samples/harbour/documents', import.meta.url));
const FILES = readdirSync(FOLDER).map((name) => path.join(FOLDER, name));

test('documents are summed up, each sentence with its place, and their deadlines go to a calendar', async ({
  desk,
  page,
}) => {
  await page.goto(`${desk.url}#/documents`);
  await page.getByLabel('Documents: files').setInputFiles(FILES);
  await expect(page.getByText(`${FILES.length} documents read.`)).toBeVisible();

  await page.getByRole('button', { name: /travel-plan-valencia/u }).click();
  const summary = page.getByRole('region', { name: 'Summary' });
  const sentences = summary.getByRole('listitem');
  await summary.getByText('A line').click();
  await expect(sentences).toHaveCount(1);
  await summary.getByText('A paragraph').click();
  await expect.poll(() => sentences.count()).toBeGreaterThan(1);
  const inParagraph = await sentences.count();
  await summary.getByText('Points').click();
  await expect.poll(() => sentences.count()).toBeGreaterThan(inParagraph);

  const sentence = sentences.last().getByRole('button');
  await sentence.click();
  const mark = page.getByRole('region', { name: 'Text of the document' }).locator('mark').first();
  await expect(mark).toBeInViewport();
  const marked = ((await mark.textContent()) ?? '').slice(0, 12).toLowerCase();
  expect(((await sentence.textContent()) ?? '').toLowerCase()).toContain(marked);

  await page.getByText(/^Facts:/u).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /Save for the calendar/u }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('deadlines.ics');
  const calendar = readFileSync(await file.path(), 'utf8');
  expect(calendar).toContain('BEGIN:VCALENDAR');
  expect(calendar).toContain('20261030');

  await page.getByRole('button', { name: 'All documents' }).click();
  await page.getByRole('button', { name: /Sum up all/u }).click();
  const together = page.getByRole('list', { name: 'Summary of all documents' });
  await expect.poll(() => together.getByRole('listitem').count()).toBeGreaterThan(FILES.length / 2);
  const point = together.getByRole('listitem').last();
  const said = ((await point.textContent()) ?? '').toLowerCase();
  await point.getByRole('button').click();
  const opened = page.getByRole('region', { name: 'Text of the document' }).locator('mark').first();
  await expect(opened).toBeInViewport();
  expect(said).toContain(((await opened.textContent()) ?? '').slice(0, 12).toLowerCase());
  await page.getByRole('button', { name: 'All documents' }).click();
  await expect(together).toBeVisible();
  await expectAccessible(page);
});

test('a document that cannot be read says why, one that can be removed comes back, and a paste is read', async ({
  desk,
  page,
}) => {
  await page.goto(`${desk.url}#/documents`);
  await page
    .getByLabel('Documents: files')
    .setInputFiles([{ name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 …') }]);
  await expect(page.getByText(/The PDF is damaged/u)).toBeVisible();

  await page.getByText('Paste a text').click();
  await page
    .getByLabel('Text to sum up')
    .fill('Notes of the day\n\nWe agreed to pay €410 for the pump. Please send the papers by 3 May 2027.');
  await page.getByRole('button', { name: 'Add this text' }).click();
  await page.getByRole('button', { name: /Notes of the day/u }).click();
  await page.getByText(/^Facts:/u).click();
  await expect(page.getByText('Mon, 3 May 2027')).toBeVisible();
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('button', { name: /Notes of the day/u })).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: /Notes of the day/u })).toBeVisible();

  await page.evaluate(() => (location.hash = '#/settings'));
  const button = page.getByRole('button', { name: 'Delete documents' });
  await button.click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete documents' }).click();
  await expect(button).toBeDisabled();
  await page.evaluate(() => (location.hash = '#/documents'));
  await expect(page.getByText('Minutes, reports, contracts and notes work well.')).toBeVisible();
});
