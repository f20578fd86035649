import { expect, test, type Page } from '@playwright/test';
import { exportReport, importFiles, openView } from '../../scripts/lib/drive-page';
import { waitForBriefing } from './support/deskside-page';
import { placeOf, readLedger } from './support/ledger';
import { mboxFile, sampleMails } from './support/mailboxes';
import { letWrite, openSettings, setUpServer, withOwnServer, type ServedDesk } from './support/own-server';

test.describe.configure({ timeout: 300_000 });

const TWO_MAILS = mboxFile('two-mails.mbox', sampleMails(['two numbers before 10', 'Northlock: ok to pay?']));
const MARK = /Writing is done by .+ on Workstation \(127\.0\.0\.1:\d+\)/;

/** Runs a test against the server, or skips it with the reason why there is none. */
async function served(use: (desk: ServedDesk) => Promise<void>): Promise<void> {
  const missing = await withOwnServer(use);
  test.skip(missing !== null, missing ?? '');
}

test('has two mails worded by a server that the user set up and chose, and asks nobody else', async () => {
  await served(async (desk) => {
    const { server } = desk;
    const page = await openSettings(desk);
    await expect(page.getByText('Nothing in this visit.')).toBeVisible();
    await setUpServer(page, server);
    expect(new Set(originsOf(desk))).toEqual(new Set([new URL(server.baseUrl).origin]));
    const beforeChoice = desk.foreignRequests().length;

    await openView(page, 'Briefing');
    await importFiles(page, 'inbox', [TWO_MAILS]);
    await waitForBriefing(page);
    expect(desk.foreignRequests(), 'before a model of the server was chosen').toHaveLength(beforeChoice);
    await deleteMails(page);

    await letWrite(page, server.model);
    await openView(page, 'Briefing');
    await importFiles(page, 'inbox', [TWO_MAILS]);
    await expect(page.getByText(MARK).first()).toBeVisible();
    await waitForBriefing(page);

    const report = await exportReport(page);
    expect(report.messages).toHaveLength(2);
    expect(report.models.map(({ engine }) => engine)).toContain('own-server');
    const worded = report.egress.requests.filter(({ purpose }) => purpose === 'server-writing');
    expect(worded.length).toBeGreaterThan(0);
    for (const { url, sentBytes, bytes } of worded) {
      expect(url).toBe(`${server.baseUrl}chat/completions`);
      expect(sentBytes).toBeGreaterThan(100);
      expect(bytes).toBeGreaterThan(0);
    }
    // What the page has on record is what the browser saw, request by request.
    const recorded = report.egress.requests.map(({ url }) => url);
    expect(recorded.toSorted()).toEqual(desk.foreignRequests().toSorted());
    expect(new Set(originsOf(desk))).toEqual(new Set([new URL(server.baseUrl).origin]));
    const ledger = await readLedger(page, desk.url);
    expect(ledger.map(({ origin, path }) => `${origin}${path}`).toSorted()).toEqual(
      recorded.map(placeOf).toSorted(),
    );
    await openView(page, 'Settings');
    const list = page.getByRole('list', { name: 'Requests, the newest first' });
    await expect(list.getByText('To have a text worded').first()).toBeVisible();
  });
});

test('keeps the extracts and says what is wrong when the server is killed in the middle', async () => {
  await served(async (desk) => {
    const { server } = desk;
    const page = await openSettings(desk);
    await setUpServer(page, server);
    await letWrite(page, server.model);
    await openView(page, 'Briefing');
    await Promise.all([
      page.waitForRequest((request) => request.url().endsWith('/chat/completions'), { timeout: 120_000 }),
      importFiles(page, 'inbox', [TWO_MAILS]),
    ]);
    await server.stop();
    await expect(page.getByText(/“Workstation” \(127\.0\.0\.1:\d+\)/).first()).toBeVisible({
      timeout: 60_000,
    });
    const report = await exportReport(page);
    expect(report.messages).toHaveLength(2);
    for (const { summary, subject } of report.messages) expect(summary.length, subject).toBeGreaterThan(0);
  });
});

function originsOf(desk: ServedDesk): string[] {
  return desk.foreignRequests().map((url) => new URL(url).origin);
}

async function deleteMails(page: Page): Promise<void> {
  await openView(page, 'Settings');
  await page.getByRole('button', { name: 'Delete all mail' }).click();
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await expect(page.getByRole('button', { name: 'Delete all mail' })).toBeDisabled();
}
