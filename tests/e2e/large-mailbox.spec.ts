import { briefingState, importFiles } from '../../scripts/lib/drive-page';
import { writeMailbox } from '../../scripts/lib/made-mailbox/write-mailbox';
import { expect, test } from './fixtures';
import { mailTree, waitForStart } from './support/deskside-page';
import { heapPeakDuring } from './support/heap-watch';
import { longTasksDuring } from './support/main-thread';

const MAILS = 1_500;
const MAILBOX = { seed: 8, mails: MAILS, bytes: 80_000_000 };
/** The page and its workers take about 90 MB, garbage included; with the file held in memory they would pass this. */
const HEAP_LIMIT = 140_000_000;
/** As in `briefing.spec.ts`. */
const LONG_TASK_MS = 200;

/** In a window of its own, because nobody waits for the briefing of so many mails. */
test('imports a large mailbox in bounded memory while the page stays responsive, and opens with it', async ({
  emptyPage: page,
  desk,
}) => {
  // On the disk: what Playwright hands over as bytes, it holds in the page.
  const mailbox = test.info().outputPath('large.mbox');
  await writeMailbox(mailbox, MAILBOX);
  await page.goto(desk.url);
  await waitForStart(page);
  const peak = await heapPeakDuring(page, async () => {
    expect(await importFiles(page, 'inbox', mailbox)).toEqual({
      headline: '1,500 mails read from 1 file.',
      problems: [],
    });
  });
  expect(peak.parts.length, JSON.stringify(peak)).toBeGreaterThan(1);
  expect(peak.bytes, JSON.stringify(peak)).toBeLessThan(HEAP_LIMIT);

  const longTasks = await longTasksDuring(page, LONG_TASK_MS, async () => {
    await page.reload();
    await expect(mailTree(page).getByRole('treeitem').nth(5)).toBeVisible();
    await mailTree(page).hover();
    for (let turn = 0; turn < 30; turn += 1) await page.mouse.wheel(0, 3_000);
    await page.getByRole('searchbox', { name: 'Search in the list' }).fill('marble');
    await expect(page.getByText(/\d+ mails found/)).toBeAttached();
    await expect(mailTree(page).getByRole('treeitem', { level: 1 }).first()).toBeInViewport();
  });
  expect(longTasks).toEqual([]);
  // Begun before the reload, and taken up again.
  expect(await briefingState(page)).toMatch(/^(running|failed|done)$/);
});

test('stops an import when asked, and keeps what it has read', async ({ emptyPage: page, desk }) => {
  const mailbox = test.info().outputPath('large.mbox');
  await writeMailbox(mailbox, { seed: 9, mails: 6_000, bytes: 40_000_000 });
  await page.goto(desk.url);
  await waitForStart(page);
  await page
    .locator('input[type=file][data-role=inbox]:not([webkitdirectory])')
    .first()
    .setInputFiles(mailbox);
  await expect(mailTree(page).getByRole('treeitem').nth(5)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).first().click();
  const told = page.locator('section[aria-label="Result of the import"]').getByRole('status');
  await expect(told).toContainText(/stopped|cancelled/i);
  const kept = Number((await told.innerText()).replace(/\D*(\d[\d,]*).*/s, '$1').replace(',', ''));
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(6_000);
});
