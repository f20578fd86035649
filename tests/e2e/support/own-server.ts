import type { BrowserContext, Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { reasonToSkip } from '../../../scripts/fixtures/fixture-unavailable';
import { startOpenAiServer, type OpenAiServer } from '../../../scripts/fixtures/openai-server';
import { ensureSourceModel } from '../../../scripts/fixtures/source-model';
import { openView } from '../../../scripts/lib/drive-page';
import { startEgressRecorder } from '../../../scripts/lib/egress-recorder';
import { launchChromium } from '../../../scripts/lib/launch-chromium';
import { BUILD_FOLDER } from '../../../scripts/lib/project-folders';
import { startStaticServer } from '../../../scripts/lib/static-server';
import { waitForStart } from './deskside-page';

/** The built app, a real server with a model beside it, and a browser that has never been there. */
export interface ServedDesk {
  readonly url: string;
  readonly server: OpenAiServer;
  readonly context: BrowserContext;
  /** Addresses of all requests so far that left the app's origin, as the browser saw them. */
  foreignRequests(): string[];
}

/** Returns why the server cannot be had on this machine, or null once `use` has run. */
export async function withOwnServer(use: (desk: ServedDesk) => Promise<void>): Promise<string | null> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'deskside-own-server-'));
  const host = await startStaticServer({ root: BUILD_FOLDER });
  const recorder = await startEgressRecorder();
  const origin = new URL(host.url).origin;
  let server: OpenAiServer | null = null;
  let context: BrowserContext | null = null;
  try {
    const model = await ensureSourceModel(() => undefined);
    server = await startOpenAiServer({ model, origin, contextLength: 4096 });
    context = await launchChromium(path.join(scratch, 'profile'));
    context.setDefaultTimeout(20_000);
    recorder.watch(context);
    const foreignRequests = () => recorder.requestsLeaving(origin).map((request) => request.url);
    await use({ url: host.url, server, context, foreignRequests });
    return null;
  } catch (error) {
    return reasonToSkip(error);
  } finally {
    await context?.close().catch(() => undefined);
    await server?.stop();
    await recorder.close();
    await host.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

export async function openSettings({ context, url }: Pick<ServedDesk, 'context' | 'url'>): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await waitForStart(page);
  await openView(page, 'Settings');
  return page;
}

/** Adds the server as a user does, loads the page again, tests the connection, and picks the model. */
export async function setUpServer(page: Page, { baseUrl, model }: OpenAiServer): Promise<void> {
  await page.getByRole('button', { name: 'Add a server' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Product' }).selectOption('llama.cpp server');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Workstation');
  await dialog.getByRole('textbox', { name: 'Address' }).fill(baseUrl);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await Promise.all([
    page.waitForEvent('load'),
    dialog.getByRole('button', { name: 'Reload now' }).click({ timeout: 60_000 }),
  ]);
  await waitForStart(page);
  await page.getByRole('button', { name: 'Set up Workstation' }).click();
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  await dialog.getByRole('checkbox', { name: model }).check({ timeout: 60_000 });
  await dialog.getByRole('button', { name: 'Save' }).click();
}

/** Chooses the model for writing, past the question what it may be sent. */
export async function letWrite(page: Page, model: string): Promise<void> {
  await openView(page, 'Models');
  const row = page.getByRole('article', { name: model });
  await row.getByRole('button', { name: 'Use for writing' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Send texts there' }).click();
}
