import type { Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importFiles, openView } from '../../scripts/lib/drive-page';
import { launchChromium } from '../../scripts/lib/launch-chromium';
import { BUILD_FOLDER } from '../../scripts/lib/project-folders';
import { startStaticServer } from '../../scripts/lib/static-server';
import { expect, test } from './fixtures';
import { mailTree, waitForBriefing, waitForStart } from './support/deskside-page';
import { mboxFile, sampleMails } from './support/mailboxes';

const mailbox = (...subjects: string[]) => mboxFile('night.mbox', sampleMails(subjects));

const EML = {
  name: 'shared.eml',
  mimeType: 'message/rfc822',
  buffer: Buffer.from(
    'From: Ada <ada@desk.example>\r\nTo: Dana <dana@desk.example>\r\nSubject: Shared with you\r\nMessage-ID: <shared@desk.example>\r\nDate: Tue, 13 Oct 2026 05:00:00 +0000\r\n\r\nCould you call me today?\r\n',
  ),
};

async function serviceWorkerServes(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

interface ManifestFiles {
  readonly icons: readonly { readonly src: string; readonly sizes: string }[];
  readonly screenshots: ManifestFiles['icons'];
  readonly shortcuts: readonly { readonly url: string; readonly icons: ManifestFiles['icons'] }[];
}

test('can be installed, and has all that its manifest names', async ({ page, desk }) => {
  await page.goto(desk.url);
  await serviceWorkerServes(page);
  const browser = await desk.context.newCDPSession(page);
  const { errors, data, url } = await browser.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);

  const { icons, screenshots, shortcuts } = JSON.parse(data ?? '') as ManifestFiles;
  const pictures = [...icons, ...screenshots, ...shortcuts.flatMap((shortcut) => shortcut.icons)];
  const shown = await page.evaluate(
    (addresses) =>
      Promise.all(
        addresses.map(async (address) => {
          const image = new Image();
          image.src = address;
          await image.decode();
          return `${image.naturalWidth}x${image.naturalHeight}`;
        }),
      ),
    pictures.map(({ src }) => new URL(src, url).href),
  );
  pictures.forEach(({ sizes }, index) => {
    if (sizes !== 'any') expect(shown[index]).toBe(sizes);
  });
});

/** The browser's own numbers on icons are nowhere to be read, so the page tells what it asks for. */
function tellBadge(): void {
  Object.assign(globalThis, { badge: null });
  navigator.setAppBadge = async (count) => void Object.assign(globalThis, { badge: count });
  navigator.clearAppBadge = async () => void Object.assign(globalThis, { badge: 0 });
}
const badge = (page: Page) => page.evaluate(() => (globalThis as { badge?: number | null }).badge);

test('briefs new mail after a restart without a network, from a path of a host that sends no headers', async () => {
  // Two starts of a browser, and two of the models.
  test.slow();
  const scratch = mkdtempSync(path.join(tmpdir(), 'deskside-installed-'));
  const profile = path.join(scratch, 'profile');
  const server = await startStaticServer({ root: BUILD_FOLDER, base: '/office/desk/', headers: false });
  try {
    const online = await launchChromium(profile);
    const first = await online.newPage();
    let loads = 0;
    first.on('load', () => (loads += 1));
    await first.goto(server.url);
    // Until the page has given itself threads by a reload; it would not while it is used, and to be evaluated is to be used.
    await expect.poll(() => loads, { timeout: 30_000 }).toBe(2);
    await waitForStart(first);
    await importFiles(first, 'inbox', [mailbox('Northlock: ok to pay?')]);
    await waitForBriefing(first);
    await online.close();
    await server.close();

    const offline = await launchChromium(profile);
    const page = await offline.newPage();
    await page.addInitScript(tellBadge);
    await page.goto(server.url);
    await waitForStart(page);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await importFiles(page, 'inbox', [mailbox('two numbers before 10')]);
    await waitForBriefing(page);
    const mail = mailTree(page).getByRole('treeitem').filter({ hasText: 'two numbers before 10' });
    await expect(mail).toContainText('Summary');
    await expect.poll(() => badge(page)).toBe(2);

    await openView(page, 'Settings');
    await page.getByRole('switch', { name: 'Number on the icon' }).click();
    await expect.poll(() => badge(page)).toBe(0);
    await offline.close();
  } finally {
    await server.close().catch(() => undefined);
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
});

test('imports what is shared with it, also mail and words, after asking in a tab', async ({
  emptyPage: page,
  desk,
}) => {
  await page.goto(desk.url);
  await serviceWorkerServes(page);
  const shareFrom = async (files: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0] | null) => {
    // As from another app: a form that is posted to the target of shares, by a page that is not Deskside's.
    await page.goto('about:blank');
    await page.setContent(
      `<form method="post" enctype="multipart/form-data" action="${desk.url}share-target">
         <input name="title" value="Words to keep"><input name="text" value="The rota is in the drawer."><input name="url">
         <input type="file" name="files"><button>Share</button></form>`,
    );
    if (files) await page.locator('input[type=file]').setInputFiles(files);
    await page.getByRole('button', { name: 'Share' }).click();
    await waitForStart(page);
    await expect.poll(() => page.url()).toBe(desk.url);
    return page.getByRole('alertdialog', { name: 'Import what was shared?' });
  };

  const refused = await shareFrom(EML);
  await expect(refused).toContainText('shared.eml');
  await refused.getByRole('button', { name: 'Cancel' }).click();
  await page.reload();
  await waitForStart(page);
  await expect(page.getByRole('heading', { name: 'Last night’s mail' })).toBeVisible();

  const words = await shareFrom(null);
  await words.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Documents' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Words to keep/ })).toBeVisible();

  const question = await shareFrom(EML);
  // Closed before it was answered: nothing is lost.
  await expect(question).toBeVisible();
  await page.reload();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Import' }).click();
  await expect(mailTree(page)).toContainText('Shared with you');
});

/** Headless Chromium launches no apps, so the test keeps the consumer that the page sets, and calls it as the browser would. */
function keepLaunchConsumer(): void {
  const queue = (globalThis as unknown as { LaunchQueue: { prototype: object } }).LaunchQueue;
  Object.assign(queue.prototype, {
    setConsumer: (consumer: unknown) => Object.assign(globalThis, { launch: consumer }),
  });
}

test('opens mail files and shortcuts as an app that runs', async ({ emptyPage: page, desk }) => {
  await page.addInitScript(keepLaunchConsumer);
  await page.goto(`${desk.url}?do=import`);
  await expect(page.getByRole('dialog', { name: 'Add mail' })).toBeVisible();
  await page.keyboard.press('Escape');
  expect(page.url()).toBe(desk.url);

  const launch = (targetURL: string, mail: string | null) =>
    page.evaluate(
      async ([target, text]) => {
        const folder = await navigator.storage.getDirectory();
        const handle = await folder.getFileHandle('opened.eml', { create: true });
        const writable = await handle.createWritable();
        await writable.write(text ?? '');
        await writable.close();
        const consumer = (globalThis as unknown as { launch: (params: object) => void }).launch;
        consumer({ targetURL: target, files: text === null ? [] : [handle] });
      },
      [targetURL, mail] as const,
    );
  await launch(`${desk.url}#/search`, null);
  await expect(page.getByRole('heading', { level: 1, name: 'Search' })).toBeVisible();
  await launch(desk.url, EML.buffer.toString());
  await expect(mailTree(page)).toContainText('Shared with you');
});
