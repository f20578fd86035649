import { chromium } from 'playwright';
import { chromiumLaunchOptions } from '../../lib/launch-chromium';

/** The version of the browser that all measurements use. */
export async function browserVersion(): Promise<string> {
  const browser = await chromium.launch(await chromiumLaunchOptions());
  try {
    return browser.version();
  } finally {
    await browser.close();
  }
}
