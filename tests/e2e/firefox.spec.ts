import { expect, test } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HOOKS } from '../../scripts/lib/drive-page';
import { BUILD_FOLDER } from '../../scripts/lib/project-folders';
import { startStaticServer } from '../../scripts/lib/static-server';
import { launchFirefox, openPage, whyNoFirefox } from './support/firefox';
import { sampleMails } from './support/mailboxes';

const BRIEFING_TIMEOUT = 110_000;

const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) => (element as HTMLElement).innerText);

async function importMail(page: Page, file: string): Promise<void> {
  const input = await page.waitForSelector(HOOKS.files('inbox'));
  await (input as unknown as { uploadFile(file: string): Promise<void> }).uploadFile(file);
  await page.waitForSelector('[data-briefing-state=done]', { timeout: BRIEFING_TIMEOUT });
}

/** What needs no WebGPU works in Firefox: everything is done in one visit and one after a restart, because its start takes seconds. */
test('briefs, finds, and opens without a network in Firefox', async () => {
  const reason = whyNoFirefox();
  test.skip(reason !== null, reason ?? '');
  test.slow();
  const scratch = mkdtempSync(path.join(tmpdir(), 'deskside-firefox-'));
  const profile = path.join(scratch, 'profile');
  const mailbox = path.join(scratch, 'night.mbox');
  writeFileSync(mailbox, sampleMails(['Northlock: ok to pay?', 'How did we do? Coffee machine']));
  const server = await startStaticServer({ root: BUILD_FOLDER });
  const browser = await launchFirefox(profile);
  try {
    const { page, errors } = await openPage(browser);
    await page.goto(server.url);
    await importMail(page, mailbox);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await textOf(page, '[role=tree]')).toMatch(/Northlock: ok to pay\?\s+.*Summary/s);
    // The import has ended, also on the page.
    await page.waitForFunction(() => document.querySelector('[role=progressbar]') === null);

    await page.evaluate(() => void (location.hash = '#/search'));
    await page.locator('input[role=combobox]').fill('bank cut-off');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('main')?.innerText.includes('Femke Bakker'));
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await server.close();

    await page.reload();
    await page.waitForFunction(() => document.querySelector('main')?.innerText.includes('Femke Bakker'));
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await server.close().catch(() => undefined);
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
});
