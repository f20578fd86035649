import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEgressRecorder } from '../../scripts/lib/egress-recorder';
import { launchChromium } from '../../scripts/lib/launch-chromium';
import { BUILD_FOLDER } from '../../scripts/lib/project-folders';
import { startStaticServer, type StaticServer } from '../../scripts/lib/static-server';
import { openWithoutWriting } from './support/deskside-page';

export interface Desk {
  readonly context: BrowserContext;
  /** Address of the app, ending in `/`. */
  readonly url: string;
  /** Addresses of all requests so far that were to leave the app's origin. */
  foreignRequests(): string[];
  /** Stops the server while `work` runs, and starts it again at the same address. */
  withoutServer<T>(work: () => Promise<T>): Promise<T>;
}

/** A control that does not answer by then is broken, also on a busy machine. */
const ACTION_TIMEOUT_MS = 20_000;

/** One browser with one profile on disk for all specs of a run, so that the models are installed once. A spec that is about what a language model writes turns it on. */
async function withDesk(use: (desk: Desk) => Promise<void>): Promise<void> {
  const profile = mkdtempSync(path.join(tmpdir(), 'deskside-e2e-'));
  let server: StaticServer = await startStaticServer({ root: BUILD_FOLDER });
  const { url, port } = server;
  const recorder = await startEgressRecorder();
  const context = await launchChromium(profile, { proxy: { server: recorder.proxy, except: url } });
  recorder.watch(context);
  context.setDefaultTimeout(ACTION_TIMEOUT_MS);
  try {
    await (await openWithoutWriting(context, url)).close();
    await use({
      context,
      url,
      foreignRequests: () => recorder.requestsLeaving(new URL(url).origin).map((request) => request.url),
      async withoutServer(work) {
        await server.close();
        try {
          return await work();
        } finally {
          server = await startStaticServer({ root: BUILD_FOLDER, port });
        }
      },
    });
  } finally {
    await context.close();
    await recorder.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Reports of the policy on connections are left to `nothingLeft`: some tests ask for what the policy must stop. */
const VIOLATION =
  /Content Security Policy|Trusted(?:HTML|Script|ScriptURL)|Permissions-Policy|Permissions policy/i;
const OF_CONNECTIONS = /connect-src|connect to|Fetch API cannot load/i;

/** What the policy of the page stopped in it, its frames and its workers, so far. */
export function watchViolations(page: Page): readonly string[] {
  const violations: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (VIOLATION.test(text) && !OF_CONNECTIONS.test(text)) violations.push(text);
  });
  return violations;
}

export const test = base.extend<{ page: Page; emptyPage: Page; nothingLeft: null }, { desk: Desk }>({
  desk: [
    // Playwright reads the names of the fixtures that one needs from this pattern; there are none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => withDesk(use),
    { scope: 'worker' },
  ],

  page: async ({ desk }, use) => {
    const page = await desk.context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const violations = watchViolations(page);
    await use(page);
    await page.close();
    expect(errors, 'errors that nobody caught').toEqual([]);
    expect(violations, 'what the content security policy stopped').toEqual([]);
  },

  /** In a private window: nothing imported, nothing installed. */
  emptyPage: async ({ desk }, use) => {
    const browser = desk.context.browser();
    if (!browser) throw new Error('The profile has no browser to open a private window in.');
    const context = await browser.newContext();
    const page = await context.newPage();
    const violations = watchViolations(page);
    await use(page);
    await context.close();
    expect(violations, 'what the content security policy stopped').toEqual([]);
  },

  nothingLeft: [
    async ({ desk }, use) => {
      await use(null);
      expect(desk.foreignRequests(), 'requests to another origin').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
