import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findFirefox } from '../../../scripts/lib/find-firefox.mjs';

/** Null where there is a Firefox; else why the tests in it are skipped. Where every test must run, `bootstrap.mjs` has seen to it. */
export function whyNoFirefox(): string | null {
  return findFirefox()
    ? null
    : 'There is no Firefox. Install one, or set FIREFOX_PATH to its program, to have this tested.';
}

/** What Firefox would ask of the network on its own account, besides what the driver turns off itself. */
const QUIET_NETWORK = {
  'app.normandy.enabled': false,
  'captivedetect.canonicalURL': '',
  'messaging-system.rsexperimentloader.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'http://127.0.0.1:9/',
};

/** The machine's own Firefox over WebDriver BiDi, which Playwright cannot speak with its long-term releases. */
export async function launchFirefox(profile: string): Promise<Browser> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('There is no Firefox.');
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    userDataDir: profile,
    headless: true,
    defaultViewport: { width: 1280, height: 800 },
    extraPrefsFirefox: QUIET_NETWORK,
  });
}

/** A page that remembers the errors that nobody caught. */
export async function openPage(browser: Browser): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.setDefaultTimeout(60_000);
  return { page, errors };
}
