import type { BrowserContext, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openView } from '../../../scripts/lib/drive-page';
import { launchChromium } from '../../../scripts/lib/launch-chromium';
import { BUILD_FOLDER } from '../../../scripts/lib/project-folders';
import { startStaticServer } from '../../../scripts/lib/static-server';
import { startHubServer, type HubServer } from '../../support/hub-server';
import type { HubFiles } from '../../support/hub-server/repository';
import { waitForStart } from './deskside-page';

/** The built app on a host of its own, a model hub beside it, and a browser that has never been there. */
export interface ModelHost {
  readonly url: string;
  readonly hub: HubServer;
  /** A copy of the built app that tests may change; without the starter pack, unless that was asked for. */
  readonly folder: string;
  /** Starts the browser on the same profile; one that still runs has to be closed or killed before. */
  open(): Promise<BrowserContext>;
}

export async function withModelHost(
  repositories: Readonly<Record<string, HubFiles>>,
  use: (host: ModelHost) => Promise<void>,
  options: { readonly starterPack?: boolean } = {},
): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'deskside-models-'));
  const folder = path.join(scratch, 'app');
  const weights = path.join(BUILD_FOLDER, 'models');
  cpSync(BUILD_FOLDER, folder, {
    recursive: true,
    filter: (source) => options.starterPack || !source.startsWith(weights),
  });
  const server = await startStaticServer({ root: folder });
  const hub = await startHubServer({
    // Smaller than the hub's own limit, so that tests need no large files to meet the CDN.
    repositories: Object.entries(repositories).map(([id, files]) => ({ id, files, lfsFromBytes: 1_000_000 })),
  });
  let context: BrowserContext | null = null;
  try {
    await use({
      url: server.url,
      hub,
      folder,
      async open() {
        context = await launchChromium(path.join(scratch, 'profile'));
        context.setDefaultTimeout(20_000);
        return context;
      },
    });
  } finally {
    await (context as BrowserContext | null)?.close().catch(() => undefined);
    await hub.close();
    await server.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The page of models, on a fresh load. */
export async function openModels(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await waitForStart(page);
  await openView(page, 'Models');
  return page;
}

/** Lets the app fetch from the hub and its CDN, as a user does, and loads the page again. */
export async function allowHub(page: Page, hub: HubServer): Promise<void> {
  await page.getByRole('button', { name: 'Change where models come from' }).click();
  await page.getByRole('radio', { name: 'My own addresses' }).check();
  await page.getByRole('textbox', { name: 'Servers' }).fill(hub.url);
  await page.getByRole('textbox', { name: 'Redirect hosts' }).fill(new URL(hub.cdnUrl).origin);
  await page.getByRole('button', { name: 'Save' }).click();
  await Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name: 'Reload now' }).click({ timeout: 60_000 }),
  ]);
  await waitForStart(page);
}

export const modelCard = (page: Page, name: string) => page.getByRole('article', { name, exact: true });

export async function addFromHub(page: Page, repo: string): Promise<void> {
  await page.getByRole('textbox', { name: 'From a model hub' }).fill(repo);
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
}

/** The page of models, with the hub allowed and one of its models on the list. */
export async function openWithModel(
  context: BrowserContext,
  { url, hub }: Pick<ModelHost, 'url' | 'hub'>,
  repo: string,
): Promise<Page> {
  const page = await openModels(context, url);
  await allowHub(page, hub);
  await addFromHub(page, repo);
  return page;
}

export async function expectInstalled(page: Page, name: string): Promise<void> {
  await expect(modelCard(page, name).getByText('Installed', { exact: true })).toBeVisible({
    timeout: 120_000,
  });
}
