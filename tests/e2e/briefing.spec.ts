import type { BriefingReport } from '../../src/contracts/report';
import { exportReport, importFiles, openView } from '../../scripts/lib/drive-page';
import { expect, test } from './fixtures';
import {
  briefSmallNight,
  deleteAllMail,
  mailTree,
  openMail,
  setWriting,
  waitForBriefing,
  waitForStart,
} from './support/deskside-page';
import { mboxFile, sampleMails } from './support/mailboxes';
import { longTasksDuring } from './support/main-thread';

/**
 * Above 50 ms a person notices that the page does not answer, and a quiet machine stays under that. Computing time on a machine that others
 * use at the same time was seen to be twice as much for the same task, hence twice the aim.
 */
const LONG_TASK_MS = 100;

test.describe.configure({ mode: 'serial' });

let report: BriefingReport;

test('sorts, summarises and drafts a small night while the page stays responsive', async ({ page, desk }) => {
  test.setTimeout(300_000);
  await page.goto(desk.url);
  await waitForStart(page);
  await deleteAllMail(page);
  await setWriting(page, true);
  const longTasks = await longTasksDuring(page, LONG_TASK_MS, () => briefSmallNight(page));
  report = await exportReport(page);
  expect(longTasks).toEqual([]);
});

test('gives every mail a category with reasons, and a summary whose evidence stands in the mail', () => {
  expect(report.messages).toHaveLength(5);
  for (const { subject, text, reasons, confidence, summary } of report.messages) {
    expect(reasons.length, subject).toBeGreaterThan(0);
    expect(confidence, subject).toBeGreaterThan(0);
    expect(summary.length, subject).toBeGreaterThan(0);
    for (const { evidence } of summary) {
      expect(evidence.length, subject).toBeGreaterThan(0);
      for (const { quote, start, end } of evidence) expect(text.slice(start, end)).toBe(quote);
    }
  }
});

test('drafts an answer to each mail that waits for one, and marks nothing as unsupported without saying so', () => {
  const replies = report.messages.filter(({ category }) => category === 'reply');
  expect(replies.map(({ subject }) => subject)).toContain('two numbers before 10');
  for (const { subject, draft } of replies) {
    expect(draft?.text.length ?? 0, subject).toBeGreaterThan(20);
    for (const fact of draft?.unsupported ?? []) expect(draft?.text).toContain(fact);
  }
  expect(report.models.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['all-minilm-l6-v2', 'smollm2-135m-desk']),
  );
});

test('keeps mail, results, corrections and edits over a reload, and computes nothing again', async ({
  page,
  desk,
}) => {
  await page.goto(desk.url);
  await waitForStart(page);
  await openMail(page, 'Absence notice');
  await page.keyboard.press('2');
  await expect(page.getByText('You sorted this.')).toBeVisible();

  await openMail(page, 'two numbers before 10');
  const draft = page.getByRole('textbox', { name: 'Draft' });
  await draft.fill('Hi Marit,\n\nBoth numbers are with Board Office.\n\nDana');
  await draft.blur();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  await page.reload();
  await waitForStart(page);
  await expect(draft).toHaveValue(/Both numbers are with Board Office/);
  const after = await exportReport(page);
  const correctedOne = after.messages.find(({ subject }) => subject.startsWith('Absence notice'));
  expect(correctedOne?.category).toBe('act');
  for (const message of after.messages) {
    const before = report.messages.find(({ messageId }) => messageId === message.messageId);
    expect(message.summary, message.subject).toEqual(before?.summary);
    expect(message.timingsMs['summary'], message.subject).toBe(before?.timingsMs['summary']);
  }
});

test('opens without a network, and briefs new mail with the weights that it has stored', async ({
  page,
  desk,
}) => {
  test.setTimeout(300_000);
  const subject = 'runbook section 4';
  await desk.withoutServer(async () => {
    await page.goto(desk.url);
    await waitForStart(page);
    await expect(mailTree(page).getByRole('treeitem').filter({ hasText: 'Northlock' })).toBeVisible();
    await importFiles(page, 'inbox', mboxFile('one-more.mbox', sampleMails([subject])));
    await waitForBriefing(page);
    const { messages } = await exportReport(page);
    const added = messages.find((message) => message.subject.startsWith(subject));
    expect(added?.summary.length ?? 0).toBeGreaterThan(0);
    await openView(page, 'Briefing');
    await openMail(page, subject);
    await expect(page.getByRole('region', { name: 'Summary' }).getByRole('listitem').first()).toBeVisible();
    await setWriting(page, false);
  });
});
