import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportReport, openView } from '../../scripts/lib/drive-page';
import { startEgressRecorder, type EgressRecorder } from '../../scripts/lib/egress-recorder';
import { launchChromium } from '../../scripts/lib/launch-chromium';
import { BUILD_FOLDER, PROJECT_ROOT } from '../../scripts/lib/project-folders';
import { startStaticServer } from '../../scripts/lib/static-server';
import { openCyrusDesk, type CyrusDesk } from '../support/cyrus/cyrus-subject';
import type { DeliveredMail } from '../support/cyrus/cyrus-mailbox';
import { startCyrus, whyNoCyrus } from '../support/cyrus/start-cyrus';
import {
  mailTree,
  openMail,
  openWithoutWriting,
  waitForBriefing,
  waitForStart,
} from './support/deskside-page';
import { readLedger } from './support/ledger';

const ASKING = 'two numbers before 10';
const LOOK = { timeout: 60_000 };

interface JmapDesk extends CyrusDesk {
  readonly url: string;
  readonly context: BrowserContext;
  readonly recorder: EgressRecorder;
}

/** Of each file; enough to be read in several requests, and among those of the inbox the one that asks. */
const MAILS = 20;

/** The first mails of a file of the sample night, as they came in the last hour. */
function sampleNight(file: 'inbox' | 'sent'): DeliveredMail[] {
  const mbox = readFileSync(path.join(PROJECT_ROOT, `public/samples/harbour/${file}.mbox`), 'latin1');
  const receivedAt = new Date(Date.now() - 3_600_000).toISOString();
  return mbox
    .split(/^From .*\n/m)
    .filter((mail) => mail.trim() !== '')
    .filter((mail, index) => index < MAILS - 1 || mail.includes(`\nSubject: ${ASKING}`))
    .map((mail) => mail.replace(/^>(>*From )/gm, '$1').replace(/\r?\n/g, '\r\n'))
    .map((mail) => ({ eml: new Uint8Array(Buffer.from(mail, 'latin1')), role: file, receivedAt }));
}

const INBOX = sampleNight('inbox');
const SENT = sampleNight('sent');
const ALL = INBOX.length + SENT.length;

/** A real Cyrus with the sample night, the built app, and a browser that has never been there. */
async function withJmapDesk(use: (desk: JmapDesk) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'deskside-jmap-'));
  const [host, recorder, server] = await Promise.all([
    startStaticServer({ root: BUILD_FOLDER }),
    startEgressRecorder(),
    startCyrus(),
  ]);
  let desk: CyrusDesk | null = null;
  let context: BrowserContext | null = null;
  try {
    desk = await openCyrusDesk(server);
    await desk.mailbox.deliver(...INBOX, ...SENT);
    context = await launchChromium(path.join(scratch, 'profile'));
    context.setDefaultTimeout(20_000);
    recorder.watch(context);
    await use({ ...desk, url: host.url, context, recorder });
  } finally {
    await context?.close().catch(() => undefined);
    await desk?.front.close();
    await Promise.all([server.stop(), recorder.close(), host.close()]);
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Sets the source up as a user does, and loads the page again. */
async function setUp(page: Page, { front, mailbox }: CyrusDesk, password: string): Promise<void> {
  await page.getByRole('button', { name: 'Set up: A JMAP server' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Address' }).fill(front.url);
  await dialog.getByRole('textbox', { name: 'User name' }).fill(mailbox.user);
  await dialog.locator('input[type=password]').fill(password);
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Harbour');
  await dialog.getByRole('button', { name: 'Set up', exact: true }).click();
  await Promise.all([
    page.waitForEvent('load'),
    page
      .getByRole('button', { name: /^Reload (now|the page)$/ })
      .last()
      .click({ timeout: 60_000 }),
  ]);
  await waitForStart(page);
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in to Harbour' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=password]').fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
}

const downloads = ({ front }: CyrusDesk): number =>
  front.requests.filter((request) => request.startsWith('GET /jmap/download/')).length;

test('briefs the night of a real Cyrus, saves a draft there, and briefs alone what comes by push', async () => {
  const missing = whyNoCyrus();
  test.skip(missing !== null, missing ?? '');
  test.setTimeout(300_000);
  await withJmapDesk(async (desk) => {
    const { mailbox, front, context, url, recorder } = desk;
    const page = await openWithoutWriting(context, url);
    await page.goto(`${url}#/sources`);
    const card = page.locator('[data-source-state]');

    await setUp(page, desk, 'wrong');
    await expect(card).toContainText('does not accept the user name and password. Check both', LOOK);
    await signIn(page, mailbox.password);
    await expect(card).toContainText(`${ALL} mails in Deskside`, LOOK);
    await expect(card).toContainText('Live', LOOK);

    await openView(page, 'Briefing');
    await waitForBriefing(page);
    await openMail(page, ASKING);
    await page.getByRole('textbox', { name: 'Draft' }).fill('Both numbers are right.\nKind regards, Grüße');
    await page.getByRole('button', { name: 'Save in Drafts' }).click();
    await expect(page.getByText('Saved in the Drafts of Harbour')).toBeVisible(LOOK);
    const asked = INBOX.map(({ eml }) => Buffer.from(eml).toString('latin1'));
    const original = asked.find((mail) => mail.includes(`\nSubject: ${ASKING}`)) ?? '';
    const messageId = /^Message-ID: <(.+)>/im.exec(original)?.[1];
    const [draft, ...others] = await mailbox.drafts();
    expect(others).toEqual([]);
    expect(draft).toMatchObject({ keywords: { $draft: true, $seen: true }, inReplyTo: [messageId] });
    expect(draft?.references?.at(-1)).toBe(messageId);
    expect(draft?.eml).toMatch(/^Subject: Re: two numbers before 10/m);
    expect(draft?.eml).not.toMatch(/^X-Unsent/m);

    const before = (await exportReport(page)).messages;
    expect(before).toHaveLength(INBOX.length);
    const downloaded = downloads(desk);
    await openView(page, 'Briefing');
    const eml = original
      .replace(messageId ?? '', 'pushed@mail.example')
      .replace(ASKING, 'Crane 4 stands still');
    await mailbox.deliver({ eml, role: 'inbox', receivedAt: new Date().toISOString() });
    await expect(mailTree(page).getByText('Crane 4 stands still')).toBeVisible(LOOK);
    await waitForBriefing(page);
    expect(downloads(desk)).toBe(downloaded + 1);
    const after = (await exportReport(page)).messages;
    expect(after).toHaveLength(INBOX.length + 1);
    // What was briefed before was not worked on again.
    for (const { messageId: id, timingsMs } of before)
      expect(after.find((message) => message.messageId === id)?.timingsMs).toEqual(timingsMs);

    const { origin } = new URL(front.url);
    expect(
      new Set(recorder.requestsLeaving(new URL(url).origin).map((request) => new URL(request.url).origin)),
    ).toEqual(new Set([origin]));
    await page.goto(`${url}#/sources`);
    await page.getByRole('button', { name: 'Disconnect Harbour' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
    await expect(card).toHaveCount(0);
    const rows = (await readLedger(page, url)).filter((row) => row.origin === origin);
    expect(rows.length).toBeGreaterThan(ALL + 1);
    expect(new Set(rows.map(({ consent }) => consent))).toEqual(new Set(['setting']));
    await page.reload();
    await waitForStart(page);
    const asks = (address: string) =>
      fetch(address, { mode: 'no-cors' }).then(
        () => 'answered',
        () => 'stopped',
      );
    expect(await page.evaluate(asks, front.url)).toBe('stopped');
  });
});
