import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import type { EgressRow } from '../../../src/contracts/escalation';

/** A row of the file that users save. */
type SavedRow = Omit<EgressRow, 'at'> & { readonly time: string };

/** What the page has on record of what left it, as a user saves it. */
export async function readLedger(page: Page, url: string): Promise<readonly SavedRow[]> {
  await page.goto(`${url}#/escalation`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-action=export-ledger]').click(),
  ]);
  return JSON.parse(await readFile(await download.path(), 'utf8')) as SavedRow[];
}

/** An address without what the ledger does not keep of it. */
export function placeOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}
