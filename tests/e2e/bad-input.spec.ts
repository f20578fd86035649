import { importFiles } from '../../scripts/lib/drive-page';
import { expect, test } from './fixtures';
import { ensureBriefed, mailTree, waitForBriefing, waitForStart } from './support/deskside-page';
import { mboxFile, sampleMails, type UploadedFile } from './support/mailboxes';

const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]),
  Buffer.from('JFIF\0'),
  Buffer.alloc(4000, 0x9c),
]);

const cases: readonly { readonly what: string; readonly file: UploadedFile; readonly says: RegExp }[] = [
  { what: 'an empty file', file: mboxFile('empty.mbox', ''), says: /empty/i },
  {
    what: 'a picture named .mbox',
    file: mboxFile('holiday.mbox', jpeg),
    says: /(picture|image|not .*mail|no mail)/i,
  },
  {
    what: 'something else as a zip',
    file: mboxFile('broken.zip', 'PK\u0003\u0004nothing'),
    says: /(zip|archive)/i,
  },
];

for (const { what, file, says } of cases) {
  test(`says what is wrong with ${what}, and loses nothing`, async ({ page, desk }) => {
    await page.goto(desk.url);
    await ensureBriefed(page);
    const { problems } = await importFiles(page, 'inbox', file);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(file.name);
    expect(problems[0]).toMatch(says);
    await expect(mailTree(page).getByRole('treeitem').filter({ hasText: 'Northlock' })).toBeVisible();
  });
}

test('reads what there is of a mailbox that was cut off, and goes on with the other files', async ({
  page,
  desk,
}) => {
  test.setTimeout(300_000);
  await page.goto(desk.url);
  await waitForStart(page);
  await ensureBriefed(page);
  const whole = sampleMails(['Weekly certificate report', 'Your parcel is in the locker']);
  const cut = mboxFile('cut.mbox', whole.subarray(0, whole.length - 300));
  const { headline, problems } = await importFiles(page, 'inbox', [mboxFile('empty.mbox', ''), cut]);
  expect(headline).toMatch(/^2 mails read/);
  expect(problems).toHaveLength(1);
  await waitForBriefing(page);
  for (const subject of ['Weekly certificate report', 'Your parcel is in the locker']) {
    await page.getByRole('searchbox').fill(subject);
    await expect(mailTree(page).getByRole('treeitem').filter({ hasText: subject })).toBeVisible();
  }
});
