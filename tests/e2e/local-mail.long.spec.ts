import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { deleteAllMail, waitForStart } from './support/deskside-page';
import { bytesRead, chooseFolder, lookNow, MAIL_FOLDER, pickPrivateFolder } from './support/mail-folder';

const MAILS = 100_000;
/** Of them, those within the days that the first look goes back. */
const RECENT = 200;
const ADDED = 1_000;
const READ_MS = 240_000;

interface Stretch {
  readonly from: number;
  readonly count: number;
  /** How long ago the first and the last of them came, days. */
  readonly days: readonly [number, number];
}

/** Appends mails to the mailbox as Thunderbird does, and returns its size in bytes and theirs. */
async function appendMails(page: Page, stretch: Stretch): Promise<{ size: number; added: number }> {
  return page.evaluate(
    async ([folderName, { from, count, days }]) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle(folderName, { create: true });
      const file = await folder.getFileHandle('Inbox', { create: true });
      const before = (await file.getFile()).size;
      const writable = await file.createWritable({ keepExistingData: true });
      await writable.seek(before);
      const [first, last] = days;
      for (let at = 0; at < count; at += 1) {
        const came = new Date(Date.now() - (first + ((last - first) * at) / count) * 86_400_000);
        const number = from + at;
        await writable.write(
          [
            'From ',
            'X-Mozilla-Status: 0001',
            'X-Mozilla-Status2: 00000000',
            `Message-ID: <long-${number}@mill.example>`,
            `Date: ${came.toUTCString().replace('GMT', '+0000')}`,
            'From: Ada Byron <ada@mill.example>',
            'To: Dana Whitfield <dana@mill.example>',
            `Subject: Delivery ${number}`,
            '',
            `Delivery ${number} has left the mill. ${'It comes by barge, as always. '.repeat(30)}`,
            '',
            '',
          ].join('\r\n'),
        );
      }
      await writable.close();
      const { size } = await file.getFile();
      return { size, added: size - before };
    },
    [MAIL_FOLDER, stretch] as const,
  );
}

test('of a mailbox of 100,000 mails to which 1,000 are appended, only those are read', async ({
  desk,
  page,
}) => {
  test.setTimeout(1_200_000);
  await pickPrivateFolder(page);
  await page.goto(desk.url);
  await waitForStart(page);
  await deleteAllMail(page);
  await appendMails(page, { from: 1, count: MAILS - RECENT, days: [800, 31] });
  const { size } = await appendMails(page, { from: MAILS - RECENT + 1, count: RECENT, days: [5, 1] });

  await page.goto(`${desk.url}#/sources`);
  const card = page.getByRole('listitem').filter({ hasText: MAIL_FOLDER });
  const start = await bytesRead(page);
  await chooseFolder(page, 14);
  await expect(card.getByText(/200 mails in Deskside/u)).toBeVisible({ timeout: READ_MS });
  // Found by a few looks into it.
  expect((await bytesRead(page)) - start).toBeLessThan(size / 10);

  const before = await bytesRead(page);
  const { added } = await appendMails(page, { from: MAILS + 1, count: ADDED, days: [0.5, 0.1] });
  await lookNow(page, /1,200 mails in Deskside/u);
  const cost = (await bytesRead(page)) - before;
  expect(cost).toBeGreaterThan(added);
  expect(cost).toBeLessThan(3 * added + 100_000);
  expect(desk.foreignRequests()).toEqual([]);
});
