import type { BrowserContext, BrowserContextOptions, Page, Response } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { expect, test, type Desk } from './fixtures';
import { openView } from '../../scripts/lib/drive-page';
import { waitForStart } from './support/deskside-page';
import { tasksDuring, type MainThreadTask } from './support/main-thread';

/** Scripts that a first visit fetches before anyone acts, compressed and with the headers of each; the linked ones alone are bounded by size-limit. */
const SCRIPT_BYTES = 100_000;
const REQUESTS = 16;
/** The loop takes 10 ms here, so about 40 ms on a phone whose processor is four times slower. The start's longest task took 7 loops once, and takes little more than one. */
const LOOPS = 1.75;
const VISITS = 8;

/** Someone whose browser has never seen the page. */
async function newVisitor(desk: Desk, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await desk.context.browser()?.newContext(options);
  if (!context) throw new Error('The profile has no browser to open private windows in.');
  context.setDefaultTimeout(20_000);
  return context;
}

/** Opens the page with the app's own script held back, as on a slow network, and lets it come when told. */
async function openHeld(page: Page, url: string): Promise<() => void> {
  let letCome = (): void => undefined;
  const held = new Promise<void>((resolve) => (letCome = resolve));
  await page.route(/assets\/app-[\w-]+\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(url, { waitUntil: 'commit' });
  await expect(page.locator('.first-paint')).toBeVisible();
  return letCome;
}

/** The words that are drawn, with the place of each. */
const drawn = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) =>
    all
      .filter((one) => one.checkVisibility({ visibilityProperty: true }))
      .map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return { text: one.textContent, place: [x, y, width, height].map(Math.round) };
      }),
  );

const WORDS = '.first-title, .first-lead';

test('draws the welcome’s words before any of the app has come, where the app then has them', async ({
  desk,
}) => {
  // What a service worker hands out cannot be held back.
  const context = await newVisitor(desk, { serviceWorkers: 'block' });
  const page = await context.newPage();
  const letCome = await openHeld(page, desk.url);
  await expect.poll(() => drawn(page, WORDS)).toHaveLength(2);
  const before = await drawn(page, WORDS);
  // Heard once only, when the app says it.
  await expect(page.locator('.first-paint')).toHaveAttribute('aria-hidden', 'true');
  letCome();
  await waitForStart(page);
  expect(await drawn(page, 'h1, h1 + p')).toEqual(before);
  await expect(page.locator('.first-paint')).toHaveCount(0);

  // A later visit begins in the colours and with the view that it will have.
  await openView(page, 'Settings');
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.unrouteAll();
  const comeAgain = await openHeld(page, `${desk.url}?again#/settings`);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect.poll(() => drawn(page, WORDS)).toEqual([]);
  comeAgain();
  await waitForStart(page);
  await context.close();
});

interface Visit {
  readonly requests: number;
  readonly scripts: readonly { readonly name: string; readonly bytes: number }[];
  /** The longest task of the start, in calibration loops of the same visit. */
  readonly loops: number;
  readonly longest: MainThreadTask | undefined;
}

/** Bytes over the wire from a host that compresses. */
async function sizeOf(response: Response): Promise<number> {
  const [body, headers] = await Promise.all([response.body(), response.headersArray()]);
  const headerBytes = headers.reduce((sum, { name, value }) => sum + name.length + value.length + 4, 0);
  return gzipSync(body).byteLength + headerBytes;
}

/** Opens the page and lets it come to rest, then computes the loop that tells how fast this machine is just now. */
async function visitFirst(page: Page, url: string): Promise<Visit> {
  const scripts: Promise<Visit['scripts'][number]>[] = [];
  let requests = 0;
  page.on('response', (response) => {
    requests += 1;
    if (response.request().resourceType() !== 'script') return;
    const { pathname } = new URL(response.url());
    scripts.push(sizeOf(response).then((bytes) => ({ name: pathname, bytes })));
  });
  const tasks = await tasksDuring(page, async () => {
    await page.goto(url);
    await waitForStart(page);
    await page.waitForLoadState('networkidle');
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          setTimeout(function calibrationLoop() {
            let text = '';
            for (let turn = 0; turn < 40; turn += 1)
              text = JSON.stringify(
                Array.from({ length: 1_000 }, (_, at) => ({ at, text: text.slice(0, 20) })),
              );
            resolve();
          });
        }),
    );
  });
  const isLoop = ({ inside }: MainThreadTask) => inside.some((name) => name.includes('calibrationLoop'));
  const loopMs = tasks.find(isLoop)?.cpuMs;
  if (!loopMs) throw new Error('The trace does not hold the calibration loop.');
  // Scripts of the app have an address; the test's own have none.
  const isOfTest = ({ inside }: MainThreadTask) =>
    inside.some((name) => /^EvaluateScript \d+ ms$/.test(name));
  const longest = tasks.find((task) => !isLoop(task) && !isOfTest(task));
  return { requests, scripts: await Promise.all(scripts), loops: (longest?.cpuMs ?? 0) / loopMs, longest };
}

test('fetches little and computes in short tasks until someone acts', async ({ desk }) => {
  let visit: Visit | null = null;
  // Whatever else the machine does can only make a task longer, so one good visit is proof.
  for (let turn = 0; turn < VISITS && (visit === null || visit.loops > LOOPS); turn += 1) {
    const context = await newVisitor(desk);
    visit = await visitFirst(await context.newPage(), desk.url);
    await context.close();
  }
  const { requests = 0, scripts = [], loops, longest } = visit ?? {};
  expect(scripts.map(({ name }) => name).filter((name) => /dialog|palette|tour|-view-/.test(name))).toEqual(
    [],
  );
  expect(requests).toBeLessThanOrEqual(REQUESTS);
  expect(scripts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(SCRIPT_BYTES);
  expect(loops, JSON.stringify(longest)).toBeLessThanOrEqual(LOOPS);
});
