import { expect, type BrowserContext, type Page, type Route } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEgressRecorder, type EgressRecorder } from '../../../scripts/lib/egress-recorder';
import { launchChromium } from '../../../scripts/lib/launch-chromium';
import { BUILD_FOLDER } from '../../../scripts/lib/project-folders';
import { startStaticServer } from '../../../scripts/lib/static-server';
import type { ProviderAnswer, ProviderRequest } from '../../support/provider-server/exchange';

/** The built app, and a browser that has never been there and takes a stand-in for the provider’s real hosts. */
export interface ProviderDesk<Server> {
  readonly url: string;
  readonly context: BrowserContext;
  readonly server: Server;
  readonly recorder: EgressRecorder;
}

interface StandIn<Server> {
  /** The provider’s real hosts. */
  readonly hosts: readonly string[];
  /** @param home the address of the app, to which users are sent back */
  readonly create: (home: string) => Server;
}

export async function withProviderDesk<Server extends { answer(request: ProviderRequest): ProviderAnswer }>(
  { hosts, create }: StandIn<Server>,
  use: (desk: ProviderDesk<Server>) => Promise<void>,
): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'deskside-provider-'));
  const host = await startStaticServer({ root: BUILD_FOLDER });
  const recorder = await startEgressRecorder();
  const context = await launchChromium(path.join(scratch, 'profile'), {
    proxy: { server: recorder.proxy, except: host.url },
  });
  try {
    context.setDefaultTimeout(20_000);
    recorder.watch(context);
    const server = create(host.url);
    await context.route(
      (address) => hosts.includes(address.hostname),
      (route) => answerFor(server, route),
    );
    await use({ url: host.url, context, server, recorder });
  } finally {
    await context.close().catch(() => undefined);
    await Promise.all([recorder.close(), host.close()]);
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function answerFor(
  server: { answer(request: ProviderRequest): ProviderAnswer },
  route: Route,
): Promise<void> {
  const request = route.request();
  const { status, headers, body } = server.answer({
    method: request.method(),
    url: new URL(request.url()),
    headers: await request.allHeaders(),
    body: request.postData() ?? '',
  });
  const back = headers['location'];
  if (back === undefined) return route.fulfill({ status, headers, body });
  // Where a provider sends the user back, it asked them before.
  const page = `<!doctype html><title>Consent</title><a href="${back.replaceAll('&', '&amp;')}">Allow</a>`;
  return route.fulfill({ status: 200, contentType: 'text/html', body: page });
}

/** Presses what opens the window of the provider, agrees there, and waits until the window is gone. */
export async function agree(page: Page, press: () => Promise<void>): Promise<void> {
  const [opened] = await Promise.all([page.context().waitForEvent('page'), press()]);
  const closed = opened.waitForEvent('close');
  await opened.getByRole('link', { name: 'Allow' }).click();
  await closed;
  await expect(page).toHaveURL(/#\//);
}
