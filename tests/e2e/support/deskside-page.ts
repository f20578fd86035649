import { expect, type Page } from '@playwright/test';
import { briefingState, HOOKS, importFiles, openView } from '../../../scripts/lib/drive-page';
import { SENT_MAIL, SMALL_NIGHT } from './mailboxes';

/** Longer than any briefing of a few mails takes on two busy cores. */
const BRIEFING_TIMEOUT = 240_000;

export const mailTree = (page: Page) => page.getByRole('tree');

export async function waitForBriefing(page: Page): Promise<void> {
  await expect.poll(() => briefingState(page), { timeout: BRIEFING_TIMEOUT, intervals: [250] }).toBe('done');
}

/** Waits until the app has read what it stored and shows a view. */
export async function waitForStart(page: Page): Promise<void> {
  await page.locator(HOOKS.briefing).waitFor();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Empties the desk as a user does, if there is anything on it. */
export async function deleteAllMail(page: Page): Promise<void> {
  await openView(page, 'Settings');
  const button = page.getByRole('button', { name: 'Delete all mail' });
  await expect(button).toBeVisible();
  if (await button.isEnabled()) {
    await button.click();
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await expect(button).toBeDisabled();
  }
  await openView(page, 'Briefing');
}

/** Imports Sent mail and the small night, and waits for the briefing. */
export async function briefSmallNight(page: Page): Promise<void> {
  await importFiles(page, 'sent', [SENT_MAIL]);
  await importFiles(page, 'inbox', [SMALL_NIGHT]);
  await waitForBriefing(page);
}

/** Groups and mails of the list by which one knows that there is more than another test’s single mail. */
const SOME_ROWS = 4;

/** The small night, briefed: at once when an earlier test did it already. */
export async function ensureBriefed(page: Page): Promise<void> {
  await waitForStart(page);
  if ((await mailTree(page).getByRole('treeitem').count()) < SOME_ROWS) await briefSmallNight(page);
  // `idle` when an earlier visit finished it.
  else await expect.poll(() => briefingState(page), { timeout: BRIEFING_TIMEOUT }).toMatch(/^(idle|done)$/);
}

export async function openMail(page: Page, subject: string): Promise<void> {
  await mailTree(page).getByRole('treeitem').filter({ hasText: subject }).click();
  await expect(page.getByRole('heading', { name: subject })).toBeVisible();
}
