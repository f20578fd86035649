import type { Page } from '@playwright/test';
import { importFiles, openView } from '../../scripts/lib/drive-page';
import { expect, test } from './fixtures';
import { mailTree, openMail, visitWithoutWriting, waitForStart } from './support/deskside-page';
import { mboxFile } from './support/mailboxes';

/** A mail to read only. */
function mail(subject: string, hour: number): string {
  return [
    'From femke@harbour.example Thu Oct 22 00:00:00 2026',
    `Date: Thu, 22 Oct 2026 ${String(hour).padStart(2, '0')}:00:00 +0000`,
    `Message-ID: <${subject.replaceAll(' ', '-')}@harbour.example>`,
    'From: Femke Bakker <femke@harbour.example>',
    'To: Dana Whitfield <dana@harbour.example>',
    `Subject: ${subject}`,
    '',
    'For your information: the minutes of the meeting are in the folder.',
    '\n',
  ].join('\n');
}

const row = (page: Page, subject: string) =>
  mailTree(page).getByRole('treeitem').filter({ hasText: subject });

const add = (page: Page, ...mails: readonly string[]) =>
  importFiles(page, 'inbox', [mboxFile('mails.mbox', mails.join(''))]);

test('two tabs show the same: settings, mail that either brings, what is deleted and put back, documents and finds', async ({
  emptyPage: one,
  desk,
}) => {
  const other = await one.context().newPage();
  const errors: string[] = [];
  for (const page of [one, other]) page.on('pageerror', ({ message }) => errors.push(message));
  await Promise.all([
    visitWithoutWriting(one, desk.url),
    other.goto(desk.url).then(() => waitForStart(other)),
  ]);

  await openView(one, 'Settings');
  await one.getByText('Dark', { exact: true }).click();
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark');
  await openView(other, 'Settings');
  await expect(other.getByRole('switch', { name: 'Let a language model write' })).not.toBeChecked();
  await openView(one, 'Briefing');
  await openView(other, 'Briefing');

  const [agenda, ferry, minutes] = [
    mail('Agenda for Monday', 9),
    mail('Ferry is late', 10),
    mail('Old minutes', 8),
  ];
  await Promise.all([add(one, agenda, ferry), add(other, ferry, minutes)]);
  for (const page of [one, other])
    for (const subject of ['Agenda for Monday', 'Ferry is late', 'Old minutes'])
      await expect(row(page, subject)).toHaveCount(1);

  await openMail(other, 'Ferry is late');
  await row(one, 'Ferry is late').click({ modifiers: ['Control'] });
  await one.keyboard.press('#');
  await expect(other.getByRole('alert')).toContainText('This mail was deleted');
  await expect(row(other, 'Ferry is late')).toHaveCount(0);
  await one.keyboard.press('z');
  await expect(other.getByRole('heading', { name: 'Ferry is late' })).toBeVisible();
  await expect(row(one, 'Ferry is late')).toHaveCount(1);

  await openView(other, 'Search');
  await other.getByRole('combobox', { name: 'Search and ask' }).fill('quay');
  await other.keyboard.press('Enter');
  const find = other.getByRole('button', { name: /The quay is closed/ });
  await expect(find).toHaveCount(0);
  await add(one, mail('The quay is closed', 11));
  await expect(find).toBeVisible();
  await row(one, 'The quay is closed').click({ modifiers: ['Control'] });
  await one.keyboard.press('#');
  await expect(find).toHaveCount(0);

  await openView(other, 'Documents');
  await openView(one, 'Documents');
  await one
    .getByLabel('Documents: files')
    .setInputFiles([
      { name: 'lease.txt', mimeType: 'text/plain', buffer: Buffer.from('The lease ends in May.') },
    ]);
  await expect(other.getByRole('button', { name: /lease/ })).toBeVisible();
  expect(errors).toEqual([]);
});

test('what was done in a tab that is closed at once is seen in the other', async ({
  emptyPage: one,
  desk,
}) => {
  await visitWithoutWriting(one, desk.url);
  await add(one, mail('Agenda for Monday', 9), mail('Ferry is late', 10));
  const other = await one.context().newPage();
  await other.goto(desk.url);
  await waitForStart(other);
  await expect(row(other, 'Agenda for Monday')).toBeVisible();
  for (const subject of ['Agenda for Monday', 'Ferry is late']) {
    await row(one, subject).click({ modifiers: ['Control'] });
    await one.keyboard.press('d');
  }
  await expect(mailTree(one).getByRole('treeitem', { name: /^Done/ })).toBeVisible();
  await one.close({ runBeforeUnload: true });
  await expect(mailTree(other).getByRole('treeitem', { name: /^Done/ })).toBeVisible();
  await expect(row(other, 'Agenda for Monday')).toHaveCount(0);
});
