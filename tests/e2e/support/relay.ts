import type { BrowserContext, Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startNodeRelay, type NodeRelay } from '../../../relay/hosts/node';
import { newSigningKey } from '../../../relay/tokens/new-signing-key';
import { startEgressRecorder } from '../../../scripts/lib/egress-recorder';
import { launchChromium } from '../../../scripts/lib/launch-chromium';
import { BUILD_FOLDER } from '../../../scripts/lib/project-folders';
import { startStaticServer } from '../../../scripts/lib/static-server';

const INVITE = 'an-invite-for-the-tests';

/** A server of the OpenAI API that writes what a test wants. */
export interface ScriptedModel {
  /** Ends in `/v1/`. */
  readonly baseUrl: string;
  /** What came of the user’s turn, request by request. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** @param answer the pieces that it streams in answer to the user’s turn */
export async function startScriptedModel(
  answer: (asked: string) => readonly string[],
): Promise<ScriptedModel> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const { messages } = JSON.parse(body) as { messages: { role: string; content: string }[] };
      const user = messages.findLast(({ role }) => role === 'user')?.content ?? '';
      asked.push(user);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const send = (json: unknown): void => void response.write(`data: ${JSON.stringify(json)}\n\n`);
      for (const content of answer(user))
        send({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
      send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
      send({ choices: [], usage: { prompt_tokens: 400, completion_tokens: 50, total_tokens: 450 } });
      response.end('data: [DONE]\n\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface RelayedDesk {
  readonly url: string;
  readonly relay: NodeRelay;
  readonly context: BrowserContext;
  /** Lines of the relay’s log. */
  readonly log: readonly string[];
  /** Addresses of all requests so far that left the app’s origin, as the browser saw them. */
  foreignRequests(): string[];
}

/** What the relay's operator says of where its providers are. */
export const REGION = 'EU (Frankfurt)';

/** The built app, and a relay on Node.js in front of these providers; a model of dollars for a million tokens in and out. */
export async function withRelay(
  providers: readonly { readonly id: string; readonly baseUrl: string; readonly model: string }[],
  use: (desk: RelayedDesk) => Promise<void>,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'deskside-relay-'));
  const host = await startStaticServer({ root: BUILD_FOLDER });
  const recorder = await startEgressRecorder();
  const origin = new URL(host.url).origin;
  const log: string[] = [];
  const relay = await startNodeRelay(
    {
      RELAY_URL: 'http://127.0.0.1:8787',
      RELAY_PORT: '0',
      RELAY_ORIGINS: origin,
      RELAY_INVITES: `tester:${INVITE}`,
      RELAY_SIGNING_KEYS: JSON.stringify([await newSigningKey(Date.now())]),
      RELAY_PROVIDERS: JSON.stringify(
        providers.map(({ id, baseUrl, model }) => ({
          id,
          baseUrl,
          local: true,
          region: REGION,
          models: [model],
        })),
      ),
      RELAY_PRICES: JSON.stringify(
        Object.fromEntries(providers.map(({ id, model }) => [`${id}/${model}`, [{ input: 1, output: 2 }]])),
      ),
      ...environment,
    },
    { write: (line) => log.push(line) },
  );
  let context: BrowserContext | null = null;
  try {
    context = await launchChromium(path.join(scratch, 'profile'));
    context.setDefaultTimeout(20_000);
    recorder.watch(context);
    const foreignRequests = () => recorder.requestsLeaving(origin).map((request) => request.url);
    await use({ url: host.url, relay, context, log, foreignRequests });
  } finally {
    await context?.close().catch(() => undefined);
    await relay.close();
    await recorder.close();
    await host.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Turns it on and sets the relay up as a user does, loads the page again, and signs in. */
export async function setUpRelay(page: Page, desk: RelayedDesk): Promise<void> {
  await saveRelay(page, desk, INVITE);
  await page.locator('[data-action=refresh-relay]').click();
  await page.getByRole('combobox', { name: 'Model' }).waitFor();
}

/** Up to the load after which the relay can be reached. */
export async function saveRelay(page: Page, { relay, url }: RelayedDesk, code: string): Promise<void> {
  await page.goto(`${url}#/escalation`);
  await page.getByRole('switch', { name: 'Let me ask models elsewhere' }).click();
  await page.getByRole('textbox', { name: 'Address' }).fill(relay.address);
  await page.getByLabel('Invite code').fill(code);
  await page.locator('[data-action=save-relay]').click();
  await Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name: 'Reload now' }).click({ timeout: 60_000 }),
  ]);
}
