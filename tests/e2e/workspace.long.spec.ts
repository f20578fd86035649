import type { Page } from '@playwright/test';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { briefingState, importFiles, openView } from '../../scripts/lib/drive-page';
import { launchChromium } from '../../scripts/lib/launch-chromium';
import { writeMailbox } from '../../scripts/lib/made-mailbox/write-mailbox';
import { expect, test } from './fixtures';
import { mailTree, untilSettingsAreStored, waitForStart } from './support/deskside-page';
import { heapPeakDuring } from './support/heap-watch';
import { longTasksDuring } from './support/main-thread';
import { fillResults, storedTables, type StoredTable } from './support/stored-tables';

const MAILS = 15_000;
const MAILBOX_BYTES = 300_000_000;
/** Of the page and its workers together. */
const HEAP_LIMIT = 300_000_000;
const LONG_TASK_MS = 200;
const PASSPHRASE = 'four words nobody joins';
/** Made from the others, taken by choice, or of what this machine did and learnt. */
const NOT_ALIKE = new Set([
  'outlines',
  'resultOutlines',
  'threadLinks',
  'settings',
  'escalationSetup',
  'egress',
  'lessons',
  'searchSegments',
]);

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'deskside-workspace-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

/** Runs `work` in the profile of this name; a profile of its own on the disk has room. */
async function inProfile(name: string, url: string, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await launchChromium(path.join(folder, name));
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(url);
    await waitForStart(page);
    await work(page);
  } finally {
    await context.close();
  }
}

async function openData(page: Page): Promise<void> {
  await page.evaluate(() => (location.hash = '#/data'));
  await expect(page.getByRole('heading', { name: 'Your data' })).toBeVisible();
}

function alike(tables: Readonly<Record<string, StoredTable>>): Record<string, StoredTable> {
  return Object.fromEntries(Object.entries(tables).filter(([name]) => !NOT_ALIKE.has(name)));
}

async function lookInside(page: Page, file: string): Promise<void> {
  await openData(page);
  await page.locator('input[data-role=workspace-file]').first().setInputFiles(file);
  await page.getByLabel('Passphrase of the file').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Look inside' }).click();
  await expect(page.getByText('The file is whole.')).toBeVisible({ timeout: 600_000 });
}

test('15,000 mails with all that was made of them move to another profile in bounded memory, also after a break', async ({
  desk,
}) => {
  test.setTimeout(2_400_000);
  const mailbox = path.join(folder, 'large.mbox');
  const file = path.join(folder, 'everything.sealed');
  await writeMailbox(mailbox, { seed: 8, mails: MAILS, bytes: MAILBOX_BYTES });
  let before: Record<string, StoredTable> = {};

  await inProfile('from', desk.url, async (page) => {
    await importFiles(page, 'inbox', mailbox);
    await page.getByRole('button', { name: 'Cancel' }).first().click();
    await expect.poll(() => briefingState(page), { timeout: 60_000 }).toBe('cancelled');
  });

  // Opened anew, so that nothing is made of the mails meanwhile.
  await inProfile('from', desk.url, async (page) => {
    await fillResults(page);
    await openView(page, 'Settings');
    await page.getByText('Dark', { exact: true }).click();
    await untilSettingsAreStored(page);
    await openData(page);
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.getByLabel('The same again').fill(PASSPHRASE);
    const peak = await heapPeakDuring(page, async () => {
      const download = page.waitForEvent('download', { timeout: 900_000 });
      await page.getByRole('button', { name: 'Export everything' }).click();
      await (await download).saveAs(file);
    });
    expect(peak.bytes, JSON.stringify(peak)).toBeLessThan(HEAP_LIMIT);
    before = await storedTables(page);
    expect(before['messages']?.rows).toBe(MAILS);
    expect(before['originals']?.rows).toBeGreaterThan(MAILS / 4);
  });
  expect(statSync(file).size).toBeGreaterThan(10_000_000);

  await inProfile('into', desk.url, async (page) => {
    const peak = await heapPeakDuring(page, async () => {
      await lookInside(page, file);
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      // In the middle of the mails.
      const bar = page.getByRole('progressbar');
      await expect
        .poll(async () => Number((await bar.first().getAttribute('aria-valuenow')) ?? 0), {
          timeout: 300_000,
          intervals: [100],
        })
        .toBeGreaterThan(3);
      await page.getByRole('button', { name: 'Cancel' }).first().click();
      await expect(page.getByRole('alert')).toContainText('Import the file again to get the rest.');
    });
    expect(peak.bytes, JSON.stringify(peak)).toBeLessThan(HEAP_LIMIT);
    const some = (await storedTables(page))['messages']?.rows ?? 0;
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(MAILS);
  });

  await inProfile('into', desk.url, async (page) => {
    const peak = await heapPeakDuring(page, async () => {
      await lookInside(page, file);
      await page.getByLabel('Take over the settings').check();
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await expect(page.getByText('It is in.')).toBeVisible({ timeout: 900_000 });
    });
    expect(peak.bytes, JSON.stringify(peak)).toBeLessThan(HEAP_LIMIT);
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('button', { name: 'Open Deskside anew to see it' }).click(),
    ]);
    await waitForStart(page);
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    const after = await storedTables(page);
    expect(alike(after)).toEqual(alike(before));
    for (const name of ['outlines', 'threadLinks']) expect(after[name]?.rows, name).toBe(before[name]?.rows);
    expect(after['resultOutlines']?.rows).toBe(MAILS);
    await openView(page, 'Briefing');
    await expect(mailTree(page).getByRole('treeitem').nth(5)).toBeVisible();

    // All of it goes again, and the page stays at hand meanwhile.
    await openData(page);
    const longTasks = await longTasksDuring(page, LONG_TASK_MS, async () => {
      await page.getByRole('combobox', { name: 'Sent' }).selectOption({ label: '365 days ago or earlier' });
      await page.getByRole('button', { name: 'Delete such mail …' }).click();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(page.getByText('15,000 mails deleted.')).toBeVisible({ timeout: 900_000 });
    });
    expect(longTasks).toEqual([]);
    const left = await storedTables(page);
    for (const name of Object.keys(alike(before))) expect(left[name]?.rows, name).toBe(0);
  });
});
