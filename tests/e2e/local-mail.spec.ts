import { madeMailbox } from '../../scripts/lib/made-mailbox/made-mailbox';
import { sampleMails } from './support/mailboxes';
import { expect, test } from './fixtures';
import { deleteAllMail, mailTree, waitForStart } from './support/deskside-page';
import {
  bytesRead,
  chooseFolder,
  lookNow,
  MAIL_FOLDER,
  pickPrivateFolder,
  writeFile,
} from './support/mail-folder';

const MAILS = 1_000;
const ADDED = 20;
/** Of a first look at some thousand mails, on a busy machine. */
const READ_MS = 120_000;

/** As Thunderbird keeps them: bare separators, and flags before each header. */
function asThunderbird(mails: Iterable<Buffer>): Buffer {
  const flags = 'X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\n';
  const entries = [...mails].map((mail) =>
    mail.toString('latin1').replace(/^From [^\n]*\n/u, `From \n${flags}`),
  );
  return Buffer.from(entries.join(''), 'latin1');
}

test('a Thunderbird folder is read once, then for what is new alone, and a compaction loses and doubles nothing', async ({
  desk,
  page,
}) => {
  test.setTimeout(600_000);
  await pickPrivateFolder(page);
  await page.goto(desk.url);
  await waitForStart(page);
  await deleteAllMail(page);
  const first = [...madeMailbox({ seed: 41, mails: MAILS })];
  const night = sampleMails(['two numbers before 10', 'Northlock: ok to pay?']);
  await writeFile(page, 'Inbox', Buffer.concat([asThunderbird(first), asThunderbird([night])]));
  await writeFile(page, 'Inbox.msf', Buffer.from('index'));
  await writeFile(page, 'Trash', asThunderbird(madeMailbox({ seed: 42, mails: 5 })));

  await page.goto(`${desk.url}#/sources`);
  const card = page.getByRole('listitem').filter({ hasText: MAIL_FOLDER });
  await chooseFolder(page, 3_650);
  await expect(card.getByText(/1,002 mails in Deskside/u)).toBeVisible({ timeout: READ_MS });
  await page.goto(`${desk.url}#/`);
  await expect(mailTree(page).getByText('Northlock: ok to pay?').first()).toBeVisible();

  // After a reload the handle comes out of the database, and the cursor with it.
  await page.reload();
  await waitForStart(page);
  await page.goto(`${desk.url}#/sources`);
  await expect(card.getByText(/1,002 mails in Deskside/u)).toBeVisible({ timeout: READ_MS });
  const added = asThunderbird(madeMailbox({ seed: 43, mails: ADDED }));
  const before = await bytesRead(page);
  await writeFile(page, 'Inbox', added, true);
  await lookNow(page, /1,022 mails in Deskside/u);
  const cost = (await bytesRead(page)) - before;
  expect(cost).toBeGreaterThan(added.length);
  // Listed once, fetched once, and the ends of it looked at: nothing of the mails before.
  expect(cost).toBeLessThan(3 * added.length + 100_000);

  // Compacted: every second mail is gone, and one has come meanwhile.
  const kept = first.filter((_, at) => at % 2 === 0);
  const late = asThunderbird(madeMailbox({ seed: 44, mails: 1 }));
  await writeFile(page, 'Inbox', Buffer.concat([asThunderbird(kept), asThunderbird([night]), added, late]));
  await lookNow(page, /1,023 mails in Deskside/u);
  await lookNow(page, /nothing new/u);
  await expect(card.getByText(/1,023 mails in Deskside/u)).toBeVisible();
  expect(desk.foreignRequests()).toEqual([]);

  await page.getByRole('button', { name: `Disconnect ${MAIL_FOLDER}` }).click();
  await page.getByLabel('Delete its mail from Deskside too').check();
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  // Its row goes last, after some thousand mails with all that was made of them.
  await expect(card).toHaveCount(0, { timeout: READ_MS });
  await page.goto(`${desk.url}#/`);
  await expect(mailTree(page)).toHaveCount(0);
});
