/** `npm run screenshots`: the sample night in each view, wide and narrow, light and dark, into `docs/screenshots`. */
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
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
const SAMPLE = path.join(PROJECT_ROOT, 'public/samples/harbour');
const QUESTION = 'How many days may I work from another country inside the EEA?';
const DETAILED_MODEL = 'Qwen3 0.6B (ONNX)';

/** Each view, and how to get there. The first visit comes before the others, because the sample night is on the desk afterwards. */
const VIEWS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  briefing: (page) => openView(page, 'Briefing'),
  mail: async (page) => {
    await openView(page, 'Briefing');
    await page.getByRole('treeitem').filter({ hasText: MAIL }).click();
    await page.getByRole('heading', { name: MAIL }).waitFor();
  },
  palette: async (page) => {
    await openView(page, 'Briefing');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('mar');
    await page.getByRole('dialog').getByRole('option').first().waitFor();
  },
  selection: async (page) => {
    await page.keyboard.press('Escape');
    const rows = page.getByRole('treeitem', { level: 2 });
    await rows.nth(0).click({ modifiers: ['Control'] });
    await rows.nth(2).click({ modifiers: ['Shift'] });
    await page.getByRole('toolbar', { name: 'Selected mail' }).waitFor();
  },
  models: async (page) => {
    await page.keyboard.press('Escape');
    await openView(page, 'Models');
  },
  'model-details': async (page) => {
    const row = page.getByRole('article', { name: DETAILED_MODEL, exact: true });
    await row.getByRole('button', { name: DETAILED_MODEL }).click();
    await page.getByRole('dialog').waitFor();
  },
  settings: async (page) => {
    await page.keyboard.press('Escape');
    await openView(page, 'Settings');
  },
  sources: (page) => openFromSettings(page, 'Mail sources'),
  'source-set-up': async (page) => {
    await page.getByRole('button', { name: 'Set up: A JMAP server' }).click();
    await page.getByRole('dialog').waitFor();
  },
  documents: async (page) => {
    await page.keyboard.press('Escape');
    await openView(page, 'Documents');
    await page.getByLabel('Documents: files').setInputFiles(await documentFiles());
    await page.getByRole('button', { name: /travel-plan-valencia/u }).click();
    await page.getByRole('region', { name: 'Summary' }).getByRole('listitem').first().waitFor();
  },
  search: async (page) => {
    await openView(page, 'Search');
    await page.getByRole('combobox', { name: 'Search and ask' }).fill(QUESTION);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Answer' }).getByRole('button').first().waitFor();
  },
  labels: async (page) => {
    await openView(page, 'Labels');
    await page.getByRole('button', { name: 'Begin with Support tickets' }).click();
    await page.locator('input[data-role=table]').first().setInputFiles(path.join(SAMPLE, 'tickets.csv'));
    await page.getByLabel('A column of labels that somebody gave').selectOption('');
    await page.getByRole('button', { name: 'Label the rows' }).click();
    await page.getByText(/120 rows labelled/).waitFor();
  },
  learning: (page) => openFromSettings(page, 'What it has learnt'),
  voice: (page) => openFromSettings(page, 'Your voice'),
  escalation: (page) => openFromSettings(page, 'Models elsewhere'),
  evaluation: async (page) => {
    await openFromSettings(page, 'How well it works');
    await page.locator('[data-action=run-evaluation]').click();
    await page.locator('[data-evaluation-state=done]').waitFor({ timeout: 300_000 });
  },
};

const documentFiles = async (): Promise<string[]> =>
  (await readdir(path.join(SAMPLE, 'documents'))).map((name) => path.join(SAMPLE, 'documents', name));

/** Views that have no place of their own in the navigation. */
async function openFromSettings(page: Page, title: string): Promise<void> {
  await openView(page, 'Settings');
  const row = page.locator('.row').filter({ has: page.getByText(title, { exact: true }) });
  await row.getByRole('link', { name: 'Open' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

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

/** What the browser shows before one installs Deskside; the manifest names them. */
async function copyForManifest(): Promise<void> {
  const folder = path.join(PROJECT_ROOT, 'public/screenshots');
  await mkdir(folder, { recursive: true });
  await copyFile(path.join(FOLDER, 'mail-wide-light.png'), path.join(folder, 'wide.png'));
  await copyFile(path.join(FOLDER, 'briefing-narrow-light.png'), path.join(folder, 'narrow.png'));
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
  await page.getByText('1 of 4', { exact: true }).waitFor({ timeout: 300_000 });
  await photograph(page, 'tour');
  await page.getByRole('button', { name: 'Skip the tour' }).click();
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
    // The offer to install the app would stand in each picture.
    await page.addInitScript(() =>
      addEventListener('beforeinstallprompt', (event) => event.stopImmediatePropagation()),
    );
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
    await copyForManifest();
  } finally {
    await context.close();
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

main().catch(fail);
