import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mergeRequests, startEgressRecorder } from './egress-recorder';
import { launchChromium } from './launch-chromium';
import { startStaticServer } from './static-server';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'egress-'));
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Leaky</title>');
  writeFileSync(
    path.join(folder, 'leaky-worker.js'),
    "fetch('http://worker.example/out', { method: 'POST', mode: 'no-cors', body: '12345' }).finally(() => postMessage('done'));",
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

it('sees what a page and its worker send elsewhere, and nothing of what they ask of their own origin', async () => {
  // Without headers, because the content security policy would stop these requests before they are made.
  const server = await startStaticServer({ root: folder, headers: false });
  const neighbour = await startStaticServer({ root: folder, headers: false });
  const recorder = await startEgressRecorder();
  const browser = await launchChromium(path.join(folder, 'profile'), {
    proxy: { server: recorder.proxy, except: server.url },
  });
  recorder.watch(browser);
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.evaluate(async () => {
      await fetch('leaky-worker.js');
      await new Promise((resolve) => {
        new Worker('leaky-worker.js').onmessage = resolve;
      });
      await fetch('https://page.example/a?b=c').catch(() => undefined);
    });
    await page.evaluate((url) => fetch(url, { mode: 'no-cors' }).catch(() => undefined), neighbour.url);

    const requests = recorder.requestsLeaving(new URL(server.url).origin);
    expect(new Set(requests.map(({ url }) => url))).toEqual(
      new Set(['http://worker.example/out', 'https://page.example/a?b=c', neighbour.url]),
    );
    expect(requests.find(({ url }) => url.includes('worker'))?.bytes).toBe(5);
  } finally {
    await browser.close();
    await recorder.close();
    await neighbour.close();
    await server.close();
  }
}, 30_000);

it('keeps the whole address where both saw a request, and the host where only the proxy did', () => {
  const page = { url: 'https://one.example/a?b', bytes: 3 };
  const same = { url: 'https://one.example/', bytes: 0 };
  const hidden = { url: 'https://two.example/', bytes: 0 };
  expect(mergeRequests([page], [same, hidden])).toEqual([page, hidden]);
});
