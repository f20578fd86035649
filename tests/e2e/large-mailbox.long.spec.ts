import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importFiles } from '../../scripts/lib/drive-page';
import { launchChromium } from '../../scripts/lib/launch-chromium';
import { writeMailbox } from '../../scripts/lib/made-mailbox/write-mailbox';
import { expect, test } from './fixtures';
import { mailTree, waitForStart } from './support/deskside-page';
import { heapPeakDuring } from './support/heap-watch';
import { longTasksDuring } from './support/main-thread';

const MAILS = 50_000;
const GIBIBYTE = 2 ** 30;
/** Fault 31: the page and the import worker together. */
const HEAP_LIMIT = 300_000_000;
const LONG_TASK_MS = 200;

test('imports 1 GB with 50,000 mails in bounded memory, and opens, scrolls and filters them', async ({
  desk,
}) => {
  test.setTimeout(1_200_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'deskside-large-'));
  const file = path.join(folder, 'large.mbox');
  await writeMailbox(file, { seed: 8, mails: MAILS, bytes: GIBIBYTE });
  // A profile of its own on the disk: the mail would be in the way of the other tests.
  const context = await launchChromium(path.join(folder, 'profile'));
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(desk.url);
    await waitForStart(page);
    const peak = await heapPeakDuring(page, async () => {
      const told = await importFiles(page, 'inbox', file);
      expect(told).toEqual({ headline: '50,000 mails read from 1 file.', problems: [] });
    });
    expect(peak.bytes, JSON.stringify(peak)).toBeLessThan(HEAP_LIMIT);

    const longTasks = await longTasksDuring(page, LONG_TASK_MS, async () => {
      await page.reload();
      await expect(mailTree(page).getByRole('treeitem').nth(5)).toBeVisible({ timeout: 60_000 });
      await mailTree(page).hover();
      for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, 3_000);
      const box = page.getByRole('searchbox', { name: 'Search in the list' });
      await box.click();
      // As long as a person takes to begin to type.
      await page.waitForTimeout(1_000);
      await box.pressSequentially('marble', { delay: 80 });
      await expect(page.getByText(/\d+ mails found/)).toBeAttached();
      await expect(mailTree(page).getByRole('treeitem', { level: 1 }).first()).toBeInViewport();
    });
    expect(longTasks).toEqual([]);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});
