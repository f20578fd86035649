/** `npm run screenshots`: the sample night in each view, wide and narrow, light and dark, into `docs/screenshots`. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { fail } from './lib/command-line';
import { briefingState, HOOKS, openView } from './lib/drive-page';
import { ensureBuild } from './lib/ensure-build';
import { launchChromium } from './lib/launch-chromium';
import { BUILD_FOLDER, PROJECT_ROOT } from './lib/project-folders';
import { startStaticServer } from './lib/static-server';

const FOLDER = path.join(PROJECT_ROOT, 'docs/screenshots');
const SIZES = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } } as const;
const THEMES = ['light', 'dark'] as const;
const MAIL = 'two numbers before 10';
const GENERATOR = 'SmolLM2 135M Desk';
const DETAILED_MODEL = 'Qwen3 0.6B (ONNX)';

/** Each view, and how to get there. The first visit comes before the others, because the sample night is on the desk afterwards. */
const VIEWS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  briefing: (page) => openView(page, 'Briefing'),
  mail: async (page) => {
    await openView(page, 'Briefing');
    await page.getByRole('treeitem').filter({ hasText: MAIL }).click();
    await page.getByRole('heading', { name: MAIL }).waitFor();
  },
  models: (page) => openView(page, 'Models'),
  'model-details': async (page) => {
    const row = page.getByRole('article', { name: DETAILED_MODEL, exact: true });
    await row.getByRole('button', { name: DETAILED_MODEL }).click();
    await page.getByRole('dialog').waitFor();
  },
  settings: async (page) => {
    await page.keyboard.press('Escape');
    await openView(page, 'Settings');
  },
};

async function photograph(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of THEMES) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
      await page.screenshot({ path: path.join(FOLDER, `${name}-${size}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize(SIZES.wide);
  console.error(`${name} done`);
}

/** One picture only: the download does not wait for more. */
async function photographDownload(page: Page): Promise<void> {
  await openView(page, 'Models');
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const card = page.getByRole('article', { name: GENERATOR, exact: true });
  await card.getByRole('button', { name: 'Install' }).click();
  await card.locator('[role=progressbar][aria-valuenow]:not([aria-valuenow="0"])').waitFor();
  await page.screenshot({ path: path.join(FOLDER, 'model-download-wide-dark.png') });
  await card.getByText('Installed', { exact: true }).waitFor({ timeout: 120_000 });
  await openView(page, 'Briefing');
}

async function briefSampleNight(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it with a sample night' }).click();
  for (let state = await briefingState(page); state !== 'done'; state = await briefingState(page)) {
    if (state === 'failed') throw new Error('The briefing of the sample night failed.');
    await page.waitForTimeout(1000);
  }
  const dismiss = page.getByRole('button', { name: 'Dismiss the result' });
  if (await dismiss.isVisible()) await dismiss.click();
}

async function main(): Promise<void> {
  await ensureBuild(console.error);
  await mkdir(FOLDER, { recursive: true });
  const profile = await mkdtemp(path.join(tmpdir(), 'deskside-screenshots-'));
  const server = await startStaticServer({ root: BUILD_FOLDER });
  const context = await launchChromium(profile);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.setViewportSize(SIZES.wide);
    await page.goto(server.url);
    await page.locator(HOOKS.briefing).waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await photograph(page, 'welcome');
    await photographDownload(page);
    await briefSampleNight(page);
    for (const [name, go] of Object.entries(VIEWS)) {
      await go(page);
      await photograph(page, name);
    }
  } finally {
    await context.close();
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

main().catch(fail);
