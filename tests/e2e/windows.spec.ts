import type { Page } from '@playwright/test';
import { importFiles, openView } from '../../scripts/lib/drive-page';
import { expect, test } from './fixtures';
import { mailTree, visitWithoutWriting, waitForBriefing, waitForStart } from './support/deskside-page';
import { expectAccessible } from './support/expect-accessible';
import { mboxFile } from './support/mailboxes';

/** A mail that came at that time, to read only. */
function mail(subject: string, date: string): string {
  return [
    'From femke@harbour.example Thu Oct 22 00:00:00 2026',
    `Date: ${new Date(date).toUTCString()}`,
    `Message-ID: <${subject.replaceAll(' ', '-')}@harbour.example>`,
    'From: Femke Bakker <femke@harbour.example>',
    'To: Dana Whitfield <dana@harbour.example>',
    `Subject: ${subject}`,
    '',
    'For your information: the minutes of the meeting are in the folder.',
    '\n',
  ].join('\n');
}

/** The time that the page believes it is; timers run on. */
const setTime = (page: Page, iso: string) => page.clock.setFixedTime(new Date(iso));
const picker = (page: Page) => page.getByRole('combobox', { name: 'Mail to show' });
const row = (page: Page, subject: string) =>
  mailTree(page).getByRole('treeitem').filter({ hasText: subject });

async function brief(page: Page, ...mails: readonly string[]): Promise<void> {
  await importFiles(page, 'inbox', [mboxFile('mails.mbox', mails.join(''))]);
  await waitForBriefing(page);
}

test('the second morning shows what came since the last briefing, and a window is chosen, taken away and remembered', async ({
  emptyPage: page,
  desk,
}) => {
  test.setTimeout(300_000);
  // Thursday, before the clocks of Europe go back on Sunday.
  await setTime(page, '2026-10-22T14:00:00Z');
  await visitWithoutWriting(page, desk.url);
  await brief(page, mail('Agenda for Monday', '2026-10-22T09:00:00Z'));
  await expect(row(page, 'Agenda for Monday')).toBeVisible();
  await expect(picker(page)).toHaveValue('everything');

  // Monday. One mail of the weekend, and one of last week that comes in late.
  await setTime(page, '2026-10-26T07:00:00Z');
  await page.reload();
  await waitForStart(page);
  await brief(
    page,
    mail('Ferry is late', '2026-10-24T10:00:00Z'),
    mail('Old minutes', '2026-10-20T10:00:00Z'),
  );
  await expect(picker(page)).toHaveValue('last');
  await expect(row(page, 'Ferry is late')).toBeVisible();
  await expect(row(page, 'Old minutes')).toBeVisible();
  await expect(row(page, 'Agenda for Monday')).toHaveCount(0);
  await expect(page.getByText(/^2 new mails since Thursday/)).toBeVisible();
  await expectAccessible(page);

  await picker(page).selectOption('Since Friday');
  await expect(picker(page)).toHaveValue('friday');
  await expect(row(page, 'Ferry is late')).toBeVisible();
  await expect(row(page, 'Old minutes')).toHaveCount(0);

  await page.getByRole('button', { name: 'Show mail of any time' }).click();
  await expect(row(page, 'Agenda for Monday')).toBeVisible();
  await expect(picker(page)).toHaveValue('everything');
  await page.reload();
  await waitForStart(page);
  await expect(picker(page)).toHaveValue('friday');
  await expect(row(page, 'Old minutes')).toHaveCount(0);

  // On Wednesday it makes no sense, and nothing came in since Monday.
  await setTime(page, '2026-10-28T07:00:00Z');
  await page.reload();
  await waitForStart(page);
  await expect(picker(page)).toHaveValue('last');
  await expect(picker(page).getByRole('option')).toHaveText([
    'Since the last briefing',
    'Overnight',
    'Everything',
  ]);
  await expect(page.getByText('No mail of this time.')).toBeVisible();
  await picker(page).selectOption('everything');
  await expect(row(page, 'Agenda for Monday')).toBeVisible();

  await openView(page, 'Settings');
  await openView(page, 'Briefing');
  await expect(picker(page)).toHaveValue('everything');
});
