import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { RUN_FILE, type HeldOutWeights } from '../../src/app/evaluation/run-file';
import type { EvaluationResult } from '../../src/contracts/evaluation';
import { startEgressRecorder } from '../lib/egress-recorder';
import { openView } from '../lib/drive-page';
import { launchChromium } from '../lib/launch-chromium';
import { BUILD_FOLDER } from '../lib/project-folders';
import { startStaticServer } from '../lib/static-server';
import { filesForSuite } from './data-folder';
import type { EvaluateOptions } from './evaluate-options';

/** The places in the view that this holds on to. */
const HOOKS = {
  files: 'input[type=file][data-role=evaluation-data]:not([webkitdirectory])',
  suite: '[data-role=evaluation-suite]',
  run: '[data-action=run-evaluation]',
  state: '[data-evaluation-state]',
  export: '[data-action=export-evaluation]',
} as const;

type Log = (line: string) => void;
type Upload = Parameters<ReturnType<Page['locator']>['setInputFiles']>[0];

/**
 * Scores a folder in the built app, as a user does in the view for it, in a headless browser that can reach nothing but the app. Rejects with a
 * sentence for the user.
 */
export async function runEvaluation(
  options: EvaluateOptions,
  heldOut: HeldOutWeights | null,
  log: Log,
): Promise<EvaluationResult> {
  const server = await startStaticServer({ root: BUILD_FOLDER, port: options.keptProfile ? 4179 : 0 });
  const recorder = await startEgressRecorder();
  const profile = options.keptProfile ?? (await mkdtemp(path.join(tmpdir(), 'deskside-evaluate-')));
  try {
    const context = await launchChromium(profile, {
      webgpu: options.device === 'webgpu' ? 'hardware' : 'default',
      proxy: { server: recorder.proxy, except: server.url },
    });
    try {
      return await evaluateIn(
        context,
        addressOf(server.url, options),
        await uploadsOf(options, heldOut),
        options,
        log,
      );
    } finally {
      await context.close();
    }
  } finally {
    if (!options.keptProfile) await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    await recorder.close();
    await server.close();
  }
}

function addressOf(base: string, { device, model }: EvaluateOptions): string {
  const address = new URL(base);
  address.searchParams.set('device', device);
  if (model) address.searchParams.set('model', model);
  address.hash = '#/evaluation';
  return address.href;
}

/** The data, and a file that says what is to be done with them. */
async function uploadsOf(
  { suite, data, model, gguf }: EvaluateOptions,
  heldOut: HeldOutWeights | null,
): Promise<Upload> {
  const files = filesForSuite(suite, data);
  if (files.length === 0)
    throw new Error(`There is nothing in ${data} that the suite “${suite}” could read.`);
  const settings = { data: path.basename(data), generator: model !== null || gguf !== null, heldOut };
  return [
    ...(await Promise.all(
      files.map(async (file) => ({
        name: path.basename(file),
        mimeType: 'application/octet-stream',
        buffer: await readFile(file),
      })),
    )),
    { name: RUN_FILE, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(settings)) },
  ];
}

async function evaluateIn(
  context: BrowserContext,
  address: string,
  uploads: Upload,
  { suite, gguf }: EvaluateOptions,
  log: Log,
): Promise<EvaluationResult> {
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => log(`The page reports an error: ${error.message}`));
  const crashed = new Promise<never>((_resolve, reject) => {
    page.on('crash', () =>
      reject(
        new Error('The page crashed, most likely for want of memory. Close other programs and try again.'),
      ),
    );
  });
  const work = async (): Promise<EvaluationResult> => {
    await page.goto(address);
    if (gguf) await addModel(page, gguf);
    await page.locator(HOOKS.files).first().setInputFiles(uploads);
    await page.locator(HOOKS.suite).selectOption(suite);
    await page.locator(HOOKS.run).click();
    log(`Running the suite “${suite}” …`);
    await requireDone(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator(HOOKS.export).click()]);
    return JSON.parse(await readFile(await download.path(), 'utf8')) as EvaluationResult;
  };
  return Promise.race([work(), crashed]);
}

/** Adds a model file and chooses it for writing, as a user does; comes back to the evaluation. */
async function addModel(page: Page, file: string): Promise<void> {
  await openView(page, 'Models');
  await page.getByLabel('Model file').setInputFiles(file);
  const words = path.basename(file, '.gguf').split(/[^a-z0-9]+/iu);
  const card = page.getByRole('article', { name: new RegExp(words.join('.'), 'iu') });
  await card.getByRole('button', { name: 'Use for writing' }).click({ timeout: 0 });
  await page.goBack();
}

async function requireDone(page: Page): Promise<void> {
  const ended = page.locator(
    ['done', 'failed', 'cancelled'].map((state) => `[data-evaluation-state=${state}]`).join(),
  );
  await ended.first().waitFor({ timeout: 0, state: 'attached' });
  const state = await page.locator(HOOKS.state).first().getAttribute('data-evaluation-state');
  if (state === 'done') return;
  const alerts = (await page.getByRole('alert').allInnerTexts()).join(' ').replace(/\s+/gu, ' ').trim();
  throw new Error(alerts || `The evaluation ended as “${state}”, and the page does not say why.`);
}
