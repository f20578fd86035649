import { expect, type BrowserContext, type Page } from '@playwright/test';
import { briefingState, HOOKS, importFiles, openView } from '../../../scripts/lib/drive-page';
import { HISTORY_DATABASE } from '../../../src/history/history-schema';
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

/**
 * Whether a language model words summaries and drafts, as the user sets it: loading and asking it takes longer than all else in
 * a test, so most do without. Goes on in the briefing.
 */
export async function setWriting(page: Page, on: boolean): Promise<void> {
  await openView(page, 'Settings');
  const writes = page.getByRole('switch', { name: 'Let a language model write' });
  await expect(writes).toBeVisible();
  if ((await writes.isChecked()) !== on) await writes.click();
  await expect(writes).toBeChecked({ checked: on });
  await openView(page, 'Briefing');
}

/** A change of settings is seen before it is stored; whoever loads the page again at once would lose it. */
export async function untilSettingsAreStored(page: Page): Promise<void> {
  await page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(new Error('The history could not be opened.'));
        opening.onsuccess = () => {
          // Waits its turn behind the change.
          const reading = opening.result.transaction('settings').objectStore('settings').count();
          reading.onsuccess = () => resolve(opening.result.close());
        };
      }),
    HISTORY_DATABASE.name,
  );
}

/** A first visit, with the language model left out. */
export async function visitWithoutWriting(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await waitForStart(page);
  await setWriting(page, false);
}

/** The same in a page of its own. */
export async function openWithoutWriting(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await visitWithoutWriting(page, url);
  return page;
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

/** Pixels; less than the list shows. */
const SCROLLED_AT_ONCE = 300;

/** The rows come a little after the list. */
const ROWS_TIMEOUT = 10_000;

async function hasNight(page: Page): Promise<boolean> {
  const welcome = page.getByRole('button', { name: 'Try it with a sample night' });
  await mailTree(page).or(welcome).waitFor();
  if (await welcome.isVisible()) return false;
  return mailTree(page)
    .getByRole('treeitem')
    .nth(SOME_ROWS - 1)
    .waitFor({ timeout: ROWS_TIMEOUT })
    .then(
      () => true,
      () => false,
    );
}

/** The small night, briefed: at once when an earlier test did it already. */
export async function ensureBriefed(page: Page): Promise<void> {
  await waitForStart(page);
  if (!(await hasNight(page))) await briefSmallNight(page);
  // `idle` when an earlier visit finished it.
  else await expect.poll(() => briefingState(page), { timeout: BRIEFING_TIMEOUT }).toMatch(/^(idle|done)$/);
}

export async function openMail(page: Page, subject: string): Promise<void> {
  const row = mailTree(page).getByRole('treeitem').filter({ hasText: subject });
  await expect(async () => {
    // The list holds only what is in view; how much stands before the mail is up to the tests that ran before.
    await row.waitFor({ timeout: 2_000 }).catch(async () => {
      await mailTree(page).hover();
      await page.mouse.wheel(0, SCROLLED_AT_ONCE);
    });
    await row.click({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: subject })).toBeVisible();
}
