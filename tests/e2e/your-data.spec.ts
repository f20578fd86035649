import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { importFiles } from '../../scripts/lib/drive-page';
import { expect, test } from './fixtures';
import { waitForStart } from './support/deskside-page';
import { expectAccessibleInBothThemes } from './support/expect-accessible';
import { mboxFile } from './support/mailboxes';

const PASSPHRASE = 'four words nobody joins';

const MAIL = (subject: string, from: string, date: string): string =>
  [
    `From ${from} ${date}`,
    `From: Someone <${from}>`,
    'To: Sam Field <sam@example.net>',
    `Date: ${date}`,
    `Subject: ${subject}`,
    `Message-ID: <${subject.replaceAll(' ', '-')}@example.org>`,
    '',
    `The text of ${subject} is only here.`,
    '',
    '',
  ].join('\n');

async function openData(page: Page, url: string): Promise<void> {
  await page.goto(`${url}#/data`);
  await expect(page.getByRole('heading', { name: 'Your data' })).toBeVisible();
}

async function saved(page: Page, button: string): Promise<{ readonly path: string; readonly name: string }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await download;
  return { path: await file.path(), name: file.suggestedFilename() };
}

/** Rows of a table, as the view tells them. */
const storedRows = (page: Page, title: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${title}`) }) });

test('everything goes into a sealed file, is deleted, and comes back from it', async ({
  emptyPage: page,
  desk,
}) => {
  await page.goto(desk.url);
  await waitForStart(page);
  await importFiles(
    page,
    'sent',
    mboxFile(
      'sent.mbox',
      MAIL('fence quote', 'sam@example.net', 'Fri, 20 Nov 2026 08:00:00 +0000') +
        MAIL('tide table', 'sam@example.net', 'Sat, 21 Nov 2026 08:00:00 +0000'),
    ),
  );
  await openData(page, desk.url);
  await expect(storedRows(page, 'Mails')).toContainText('2');

  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('The same again').fill('something else');
  await page.getByRole('button', { name: 'Export everything' }).click();
  await expect(page.getByText('This is not the same.')).toBeVisible();
  await page.getByLabel('The same again').fill(PASSPHRASE);
  const file = await saved(page, 'Export everything');
  expect(file.name).toMatch(/^deskside-\d{4}-\d\d-\d\d\.sealed$/);
  expect(readFileSync(file.path, 'latin1')).not.toMatch(/fence|sam@example|deskside-workspace/);

  await page.getByRole('button', { name: 'Delete everything …' }).click();
  const remove = page.getByRole('dialog').getByRole('button', { name: 'Delete everything' });
  await expect(remove).toBeDisabled();
  await page.getByLabel('Type “delete” to go on').fill('delete');
  // The page that is left is a started one too.
  await Promise.all([page.waitForEvent('load'), remove.click()]);
  await waitForStart(page);
  await openData(page, desk.url);
  await expect(page.getByText(/^Nothing yet: .*Mails/)).toBeVisible();

  const picker = page.locator('input[data-role=workspace-file]').first();
  await picker.setInputFiles(file.path);
  await page.getByLabel('Passphrase of the file').fill('not this one');
  await page.getByRole('button', { name: 'Look inside' }).click();
  await expect(page.getByRole('alert')).toContainText('does not open the file');
  await page.getByLabel('Passphrase of the file').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Look inside' }).click();
  await expect(page.getByText('The file is whole.')).toBeVisible();
  await expect(storedRows(page, 'Mails').first()).toContainText('2');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name: 'Open Deskside anew to see it' }).click(),
  ]);
  await waitForStart(page);
  await openData(page, desk.url);
  await expect(storedRows(page, 'Mails')).toContainText('2');
});

test('mail goes by age and sender, limits are told before they count, and axe finds nothing', async ({
  emptyPage: page,
  desk,
}) => {
  await page.goto(desk.url);
  await waitForStart(page);
  const mails = [
    MAIL('old news', 'news@letters.example', 'Mon, 02 Jan 2023 08:00:00 +0000'),
    MAIL('older news', 'news@letters.example', 'Sun, 01 Jan 2023 08:00:00 +0000'),
    MAIL('old friend', 'ada@example.org', 'Mon, 02 Jan 2023 08:00:00 +0000'),
    MAIL('recent', 'ada@example.org', new Date().toUTCString().replace('GMT', '+0000')),
  ];
  await importFiles(page, 'sent', mboxFile('sent.mbox', mails.join('')));
  await openData(page, desk.url);
  await page.getByLabel('From', { exact: true }).fill('@letters.example');
  await page.getByRole('button', { name: 'Delete such mail …' }).click();
  await expect(page.getByRole('heading', { name: 'Delete 2 mails?' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('2 mails deleted.')).toBeVisible();

  const older = page.getByLabel('Delete mail that is older');
  await older.focus();
  await older.selectOption({ label: 'After 730 days' });
  await expect(page.getByRole('heading', { name: 'Delete 1 mail now?' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(older).toHaveValue('');
  await expect(older).toBeFocused();
  await older.selectOption({ label: 'After 730 days' });
  await page.getByRole('button', { name: 'Delete and keep to the limit' }).click();
  await expect(page.getByText(/1 mail past the limit that you set was deleted/)).toBeVisible();

  // From now on it is kept to at each import.
  await page.goto(`${desk.url}#/`);
  await waitForStart(page);
  await importFiles(page, 'sent', mboxFile('again.mbox', mails.join('')));
  await openData(page, desk.url);
  await expect(storedRows(page, 'Mails')).toContainText('1');

  await expectAccessibleInBothThemes(page);
  await page.getByLabel('Delete mail that is older').selectOption({ label: 'Never' });
});

test('rules go to another desk without mail', async ({ emptyPage: page, desk }) => {
  await page.goto(`${desk.url}#/learning`);
  await page.locator('[data-action=new-rule]').click();
  await page.locator('[data-role=rule-sentence]').fill('invoices from Acme are act');
  await page.locator('[data-action=save-rule]').click();
  await expect(page.getByText(/The rule is saved/)).toBeVisible();

  await openData(page, desk.url);
  const file = await saved(page, 'Share rules and labels');
  const shared = JSON.parse(readFileSync(file.path, 'utf8')) as { rules: { sentence: string }[] };
  expect(shared.rules.map(({ sentence }) => sentence)).toContain('invoices from Acme are act');

  await page.goto(`${desk.url}#/learning`);
  await page.getByRole('button', { name: /^Delete “invoices/u }).click();
  await openData(page, desk.url);
  await page.locator('input[data-role=teaching-file]').first().setInputFiles(file.path);
  await expect(page.getByRole('group', { name: 'What the file brings' })).toContainText(
    'invoices from Acme are act',
  );
  await page.getByRole('button', { name: 'Add these' }).click();
  await expect(page.getByText(/^Added\./)).toBeVisible();
  await page.goto(`${desk.url}#/learning`);
  await expect(page.getByRole('button', { name: /^Delete “invoices/u })).toBeVisible();
});
