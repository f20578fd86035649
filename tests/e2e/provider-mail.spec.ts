import { expect, test, type Page } from '@playwright/test';
import { openView } from '../../scripts/lib/drive-page';
import { createGmailServer } from '../support/gmail-server/gmail-server';
import { createGraphServer } from '../support/graph-server/graph-server';
import { emlHeader } from '../support/provider-server/eml-header';
import { ensureBriefed, openMail, openWithoutWriting, waitForStart } from './support/deskside-page';
import { sampleMails } from './support/mailboxes';
import { agree, withProviderDesk, type ProviderDesk } from './support/provider-desk';

test.describe.configure({ timeout: 300_000 });

const ASKING = 'two numbers before 10';
const SUBJECTS = ['Timesheets: 12 entries open in your team', ASKING, 'Northlock: ok to pay?'];
const LOOK = { timeout: 60_000 };
const RELOAD = { timeout: 120_000 };
const MINUTE_MS = 60_000;

const MAILS = sampleMails(SUBJECTS)
  .toString('latin1')
  .split(/^From .*\n/m)
  .filter((mail) => mail.trim() !== '')
  .map((mail) => mail.replace(/^>(>*From )/gm, '$1').replace(/\r?\n/g, '\r\n'));
const ASKED = MAILS.find((mail) => emlHeader(mail, 'Subject') === ASKING) ?? '';
const LATE = ASKED.replace(emlHeader(ASKED, 'Message-ID'), '<late@mail.example>').replace(
  ASKING,
  'Crane 4 stands still',
);

const card = (page: Page) => page.locator('[data-source-state]');

/** Sets the source up as a user does, and loads the page again. */
async function setUp(page: Page, title: string, clientId: string): Promise<void> {
  await page.getByRole('button', { name: `Set up: ${title}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Client ID' }).fill(clientId);
  await dialog.getByRole('button', { name: 'Set up', exact: true }).click();
  await Promise.all([
    // A first visit fetches the whole app before its service worker can widen the policy.
    page.waitForEvent('load', RELOAD),
    dialog.getByRole('button', { name: 'Reload now' }).click(RELOAD),
  ]);
  await waitForStart(page);
}

const signIn = (page: Page, name: string) =>
  agree(page, () => page.getByRole('button', { name: `Sign in to ${name}` }).click());

async function saveDraft(page: Page, name: string): Promise<void> {
  await openView(page, 'Briefing');
  await ensureBriefed(page);
  await openMail(page, ASKING);
  // The reload before may have come in the middle of the briefing, which then goes on.
  await expect(page.getByRole('textbox', { name: 'Draft' })).toBeVisible({ timeout: 120_000 });
  await page.getByRole('textbox', { name: 'Draft' }).fill('Both numbers are right.\nKind regards, Grüße');
  await page.getByRole('button', { name: 'Save in Drafts' }).click();
  await agree(page, () =>
    page.getByRole('alertdialog').getByRole('button', { name: 'Allow and save' }).click(),
  );
  await expect(page.getByText(`Saved in the Drafts of ${name}`)).toBeVisible(LOOK);
}

function expectReply(draft: string | undefined): void {
  expect(emlHeader(draft ?? '', 'In-Reply-To')).toBe(emlHeader(ASKED, 'Message-ID'));
  expect(emlHeader(draft ?? '', 'References')).toContain(emlHeader(ASKED, 'Message-ID'));
  expect(emlHeader(draft ?? '', 'Subject')).toBe(`Re: ${ASKING}`);
}

/** The grant is gone: the card says so, and one click goes on where it stopped. */
async function comeBack(page: Page, url: string, name: string, arrive: () => void): Promise<void> {
  await page.goto(`${url}#/sources`);
  arrive();
  await page.getByRole('button', { name: `Look at ${name} now` }).click();
  await expect(card(page)).toContainText('Signed out', LOOK);
  await expect(card(page)).toContainText('what is here already stays');
  await signIn(page, name);
  await expect(card(page)).toContainText('4 mails in Deskside', LOOK);
}

function hostsReached({ recorder, url }: ProviderDesk<unknown>): Set<string> {
  return new Set(
    recorder.requestsLeaving(new URL(url).origin).map((request) => new URL(request.url).hostname),
  );
}

test('Gmail: mails come after one sign-in, a draft after another consent, and a revoked grant has a way back', async () => {
  const clientId = '42-desk.apps.googleusercontent.com';
  const hosts = ['accounts.google.com', 'gmail.googleapis.com', 'oauth2.googleapis.com'];
  const create = (home: string) => createGmailServer({ clientId, redirectUris: [home] });
  await withProviderDesk({ hosts, create }, async (desk) => {
    const { context, url, server } = desk;
    const { mailbox } = server;
    for (const mail of MAILS) mailbox.add(mail, ['INBOX', 'UNREAD'], Date.now() - MINUTE_MS);
    const page = await openWithoutWriting(context, url);
    await page.goto(`${url}#/sources`);
    await setUp(page, 'Gmail', clientId);
    expect(hostsReached(desk)).toEqual(new Set());
    await signIn(page, 'Gmail');
    await expect(card(page)).toContainText('3 mails in Deskside', LOOK);

    await saveDraft(page, 'Gmail');
    const drafts = mailbox.mails().filter(({ labelIds }) => labelIds.includes('DRAFT'));
    expect(drafts).toHaveLength(1);
    expectReply(drafts[0]?.eml);
    const [asked] = mailbox.byMessageId(emlHeader(ASKED, 'Message-ID'));
    expect(drafts[0]?.threadId).toBe(asked?.threadId);

    await comeBack(page, url, 'Gmail', () => {
      server.login.revokeAll();
      mailbox.add(LATE, ['INBOX'], Date.now());
    });
    expect(hostsReached(desk)).toEqual(new Set(['accounts.google.com', 'gmail.googleapis.com']));

    await page.getByRole('button', { name: 'Disconnect Gmail' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
    await expect(card(page)).toHaveCount(0);
    expect(server.asked.at(-1)).toBe('/revoke');
  });
});

test('Microsoft 365: stays signed in over a reload, saves a draft after another consent, and has a way back', async () => {
  const clientId = '00000000-1111-2222-3333-444444444444';
  const hosts = ['login.microsoftonline.com', 'graph.microsoft.com'];
  const create = (home: string) =>
    createGraphServer(
      { clientId, tenant: 'common', redirectUris: [home] },
      () => 'https://graph.microsoft.com/v1.0/',
    );
  await withProviderDesk({ hosts, create }, async (desk) => {
    const { context, url, server } = desk;
    const { mailbox } = server;
    for (const mail of MAILS) mailbox.add(mail, 'inbox', Date.now() - MINUTE_MS);
    const page = await openWithoutWriting(context, url);
    await page.goto(`${url}#/sources`);
    await setUp(page, 'Microsoft 365 and Outlook.com', clientId);
    await signIn(page, 'Microsoft 365');
    await expect(card(page)).toContainText('3 mails in Deskside', LOOK);

    server.login.endAccess();
    await page.reload();
    await waitForStart(page);
    await page.getByRole('button', { name: 'Look at Microsoft 365 now' }).click();
    await expect(card(page)).toContainText('last looked', LOOK);
    await expect(card(page)).not.toContainText('Signed out');

    await saveDraft(page, 'Microsoft 365');
    const drafts = mailbox.mails('drafts');
    expect(drafts).toHaveLength(1);
    expectReply(drafts[0]?.eml);
    const [asked] = mailbox.byMessageId(emlHeader(ASKED, 'Message-ID'));
    expect(drafts[0]?.conversationId).toBe(asked?.conversationId);

    await comeBack(page, url, 'Microsoft 365', () => {
      server.login.revokeAll();
      mailbox.add(LATE, 'inbox', Date.now());
    });
    expect(hostsReached(desk)).toEqual(new Set(hosts));
  });
});
