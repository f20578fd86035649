import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright';
import type { MailboxRole } from '../../src/contracts/message';
import type { BriefingReport } from '../../src/contracts/report';

/** The places in the page that scripts and end-to-end tests hold on to. */
export const HOOKS = {
  files: (role: MailboxRole) => `input[type=file][data-role=${role}]:not([webkitdirectory])`,
  briefing: '[data-briefing-state]',
  importResult: 'section[aria-label="Result of the import"]',
  exportReport: '[data-action=export-report]',
} as const;

export type BriefingState = 'idle' | 'running' | 'done' | 'failed' | 'cancelled';

export interface ImportTelling {
  /** What the page says of the whole import. */
  readonly headline: string;
  /** One sentence for each file that could not be read. */
  readonly problems: readonly string[];
}

/** Paths of files on the disk, or files that exist only here. */
export type UploadedFiles = Parameters<Locator['setInputFiles']>[0];

/** Hands files to the page and waits until it has read them and says so. */
export async function importFiles(
  page: Page,
  role: MailboxRole,
  files: UploadedFiles,
): Promise<ImportTelling> {
  await page.locator(HOOKS.briefing).waitFor();
  // The last one is in the dialog, where one is open.
  const result = page.locator(HOOKS.importResult).last();
  // Told of an earlier import; it would be taken for the answer to this one.
  if (await result.isVisible()) await result.getByRole('button', { name: 'Dismiss the result' }).click();
  const input = page.locator(HOOKS.files(role)).first();
  const inDialog = (await input.count()) === 0;
  if (inDialog) await page.getByRole('button', { name: 'Add mail' }).click();
  await input.setInputFiles(files);
  await result.waitFor({ timeout: 0 });
  const telling = {
    headline: (await result.getByRole('status').innerText()).trim(),
    problems: (await result.getByRole('listitem').allInnerTexts()).map((text) => text.trim()),
  };
  if (inDialog) await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  return telling;
}

export async function briefingState(page: Page): Promise<BriefingState> {
  return (await page.locator(HOOKS.briefing).first().getAttribute('data-briefing-state')) as BriefingState;
}

/** Goes to a view as a click on the navigation does, without loading the page again. */
export async function openView(
  page: Page,
  view: 'Briefing' | 'Search' | 'Documents' | 'Labels' | 'Models' | 'Settings',
): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: view, exact: true }).click();
}

/** The report that the page's own button saves. Leaves the page at the settings, where the button is. */
export async function exportReport(page: Page): Promise<BriefingReport> {
  const button = page.locator(HOOKS.exportReport).first();
  if (!(await button.isVisible())) await openView(page, 'Settings');
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const report = JSON.parse(await readFile(await download.path(), 'utf8')) as BriefingReport;
  await download.delete();
  return report;
}
