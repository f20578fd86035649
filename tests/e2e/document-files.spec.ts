import type { Page } from '@playwright/test';
import { importFiles } from '../../scripts/lib/drive-page';
import { makeDocx } from '../fixtures/make-docx';
import { makeLockedPdf } from '../fixtures/make-locked-pdf';
import { makePdf, setLines } from '../fixtures/make-pdf';
import { expect, test } from './fixtures';
import { waitForBriefing } from './support/deskside-page';
import { expectAccessible } from './support/expect-accessible';

const ROOF =
  'The board met in the old mill. It agreed to repair the roof for 4,100 euros before 3 May 2027, and asked Ana Moreno to find the money.';
const LEASE =
  'The lease of the hall ends on 31 March 2027. The treasurer will write to the owner and ask whether it can be kept for another year.';

const file = (name: string, bytes: Uint8Array) => ({ name, mimeType: '', buffer: Buffer.from(bytes) });

async function report(): Promise<Uint8Array> {
  const page = async (heading: string, text: string) => [
    { text: heading, x: 60, y: 110, size: 18 },
    ...(await setLines(text, { x: 60, y: 140, width: 470 })),
  ];
  return makePdf([await page('Report on the roof', ROOF), await page('On the lease', LEASE)]);
}

test('a PDF is read page by page, a locked one with its password, and a scan says what it is', async ({
  desk,
  page,
}) => {
  await page.goto(`${desk.url}#/documents`);
  await page
    .getByLabel('Documents: files')
    .setInputFiles([
      file('roof.pdf', await report()),
      file('mill-lease.docx', await makeDocx()),
      file('scan.pdf', await makePdf([[]])),
      file('locked.pdf', await makeLockedPdf('Behind the lock.', 'secret')),
    ]);
  await expect(page.getByText('2 documents read.')).toBeVisible();
  await expect(page.getByText(/pictures of pages and no text/u)).toBeVisible();
  await page.getByLabel('Password of locked.pdf').fill('wrong');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/not the password/u)).toBeVisible();
  await page.getByLabel('Password of locked.pdf').fill('secret');
  await page.keyboard.press('Enter');
  await expect(page.getByText('3 documents read.')).toBeVisible();

  await page.getByRole('button', { name: /Report on the roof/u }).click();
  const text = page.getByRole('region', { name: 'Text of the document' });
  await expect(text.getByRole('heading', { name: 'On the lease' })).toBeVisible();
  await expect(text.getByText('Page 2', { exact: true })).toBeVisible();
  await page.getByRole('region', { name: 'Summary' }).getByText('Points').click();
  await expect(page.getByRole('region', { name: 'Summary' }).getByRole('listitem').nth(1)).toBeVisible();
  // By keyboard alone: the first sentence, its place and its page.
  await page.getByRole('main').focus();
  await page.keyboard.press('j');
  await expect(text.locator('mark').first()).toBeInViewport();
  await expect(page.getByRole('status').filter({ hasText: /Sentence 1 of \d+, page 1/u })).toBeVisible();
  await page.keyboard.press('k');
  await expect(page.getByRole('status').filter({ hasText: /page 2/u })).toBeVisible();
  const find = page.getByLabel('Find in this document');
  await find.fill('LEASE');
  await find.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: /^1 of \d/u })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'All documents' }).click();
  await page.getByRole('button', { name: /Lease of the mill/u }).click();
  await expect(text.getByRole('cell', { name: '€40' })).toBeVisible();
  expect(desk.foreignRequests()).toEqual([]);
});

/** The private folder of the page stands in for one that the user picks; it has the same interface. */
async function pickPrivateFolder(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('Minutes', { create: true }),
    });
  });
}

async function writeFile(page: Page, name: string, text: string | null): Promise<void> {
  await page.evaluate(
    async ([path, content]) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('Minutes', { create: true });
      if (content === null) return folder.removeEntry(path);
      const writable = await (await folder.getFileHandle(path, { create: true })).createWritable();
      await writable.write(content);
      await writable.close();
    },
    [name, text] as const,
  );
}

test('a watched folder is read again when its files change, also after a reload', async ({ desk, page }) => {
  await pickPrivateFolder(page);
  await page.goto(`${desk.url}#/documents`);
  await writeFile(page, 'may.md', '# May meeting\n\nThe roof is mended.');
  await writeFile(page, 'picture.png', 'no document');
  await page.getByRole('button', { name: 'Watch a folder' }).click();
  await expect(page.getByRole('button', { name: /May meeting/u })).toBeVisible();
  await expect(page.getByText(/^1 file, checked/u)).toBeVisible();

  await page.reload();
  await writeFile(page, 'june.md', '# June meeting\n\nThe door is painted.');
  await writeFile(page, 'may.md', '# May meeting, corrected\n\nThe roof is not mended.');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await expect(page.getByRole('button', { name: /June meeting/u })).toBeVisible();
  await expect(page.getByRole('button', { name: /May meeting, corrected/u })).toBeVisible();
  await expect(page.getByRole('button', { name: /May meeting Minutes/u })).toHaveCount(0);

  await writeFile(page, 'june.md', null);
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await expect(page.getByRole('button', { name: /June meeting.*no longer in the folder/u })).toBeVisible();
  await page.getByRole('button', { name: 'Stop watching Minutes' }).click();
  await expect(page.getByRole('heading', { name: 'Watched folders' })).toBeHidden();
  await expect(page.getByRole('button', { name: /June meeting/u })).toBeVisible();
});

test('an attachment is read out of the file that its mail came from', async ({ desk, page }) => {
  const mail = [
    'From: Ana <ana@mill.example>',
    'Subject: The report on the roof is attached',
    'Message-ID: <roof-attached@mill.example>',
    'Date: Mon, 12 Oct 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Here it is.',
    '--b',
    'Content-Type: application/pdf',
    'Content-Disposition: attachment; filename="roof-report.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(await report())
      .toString('base64')
      .replace(/.{76}/gu, '$&\n'),
    '--b--',
    '',
  ].join('\n');
  const eml = { name: 'roof.eml', mimeType: 'message/rfc822', buffer: Buffer.from(mail) };
  await page.goto(desk.url);
  await importFiles(page, 'inbox', [eml]);
  // Until then it moves through the list, and may end in a group that is folded away.
  await waitForBriefing(page);
  await page.getByRole('searchbox', { name: 'Search in the list' }).fill('roof');
  await page.getByRole('treeitem').filter({ hasText: 'The report on the roof is attached' }).first().click();
  await page.getByRole('button', { name: 'Open roof-report.pdf in Documents' }).click();
  await page.getByLabel('The mail file').setInputFiles([eml]);
  await expect(page.getByRole('heading', { level: 1, name: 'Report on the roof' })).toBeVisible();
  await expect(page.getByText(/roof-report\.pdf, 2 pages/u)).toBeVisible();
});
