import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import type { BriefingReport } from '../../src/contracts/report';
import { briefingState, exportReport, importFiles, openView, type ImportTelling } from '../lib/drive-page';
import { mergeRequests, startEgressRecorder } from '../lib/egress-recorder';
import { launchChromium } from '../lib/launch-chromium';
import { peakPageMemory } from '../lib/process-memory';
import { BUILD_FOLDER } from '../lib/project-folders';
import { startStaticServer } from '../lib/static-server';
import type { BriefOptions } from './brief-options';
import { formatSorted } from './format-briefing';

/** Between two looks at what is done; each look makes the page write a report, so it must stay rare beside the work. */
const LOOK_EVERY_MS = 3000;

type Log = (line: string) => void;

function addressOf(base: string, { device, model, embedder }: BriefOptions): string {
  const address = new URL(base);
  address.searchParams.set('device', device);
  // A kept profile has briefings before this one.
  address.searchParams.set('window', 'everything');
  if (model) address.searchParams.set('model', model);
  if (embedder) address.searchParams.set('embedder', embedder);
  return address.href;
}

function tell({ headline, problems }: ImportTelling, log: Log): void {
  log(headline);
  for (const problem of problems) log(`  ${problem}`);
}

async function hand(page: Page, options: BriefOptions, log: Log): Promise<void> {
  if (options.sent.length > 0) tell(await importFiles(page, 'sent', [...options.sent]), log);
  const inbox = await importFiles(page, 'inbox', [...options.inbox]);
  tell(inbox, log);
  if ((await page.getByRole('tree').count()) > 0) return;
  throw new Error('There is no mail in these files, so there is nothing to brief.');
}

/** Prints each mail when it is sorted, and how far summaries and drafts are. */
function progressPrinter(log: Log): (report: BriefingReport) => void {
  const printed = new Set<string>();
  let lastCounts = '';
  return ({ messages }) => {
    for (const message of messages) {
      if (printed.has(message.messageId)) continue;
      printed.add(message.messageId);
      log(formatSorted(message));
    }
    const summarised = messages.filter(({ summary }) => summary.length > 0).length;
    const drafted = messages.filter(({ draft }) => draft !== null).length;
    const counts = `${messages.length} sorted, ${summarised} summarised, ${drafted} drafts`;
    if (counts !== lastCounts) log(counts);
    lastCounts = counts;
  };
}

async function failureOnPage(page: Page): Promise<string> {
  await openView(page, 'Briefing');
  const alerts = await page.getByRole('alert').allInnerTexts();
  return (
    alerts.join(' ').replace(/\s+/g, ' ').trim() || 'The briefing failed, and the page does not say why.'
  );
}

async function brief(page: Page, options: BriefOptions, log: Log): Promise<BriefingReport> {
  await hand(page, options, log);
  const print = progressPrinter(log);
  for (;;) {
    // The state is read before the report, so that a report after `done` is whole.
    const state = await briefingState(page);
    if (state === 'failed') throw new Error(await failureOnPage(page));
    if (state === 'cancelled') throw new Error('The briefing was cancelled.');
    const report = await exportReport(page);
    print(report);
    if (state === 'done') return report;
    await page.waitForTimeout(LOOK_EVERY_MS);
  }
}

/** Rejects when the page dies, so that nobody waits for it. */
function crashOf(page: Page): Promise<never> {
  return new Promise((_resolve, reject) => {
    page.on('crash', () =>
      reject(
        new Error('The page crashed, most likely for want of memory. Close other programs and try again.'),
      ),
    );
  });
}

async function withBrowser<T>(
  options: BriefOptions,
  proxy: { readonly server: string; readonly except: string },
  work: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const profile = options.keptProfile ?? (await mkdtemp(path.join(tmpdir(), 'deskside-brief-')));
  const webgpu = options.device === 'webgpu' ? 'hardware' : 'default';
  const context = await launchChromium(profile, { webgpu, proxy });
  try {
    return await work(context);
  } finally {
    await context.close();
    if (!options.keptProfile) await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * The main job, as a user does it, in a headless browser that can reach the app and nothing else. Resolves with the page's report, with
 * the requests that the browser saw and the memory that the page took; rejects with a sentence for the user.
 */
export async function runBriefing(options: BriefOptions, log: Log): Promise<BriefingReport> {
  // A kept profile holds its models and mails for one address only, so that its port must stay the same.
  const server = await startStaticServer({ root: BUILD_FOLDER, port: options.keptProfile ? 4179 : 0 });
  const recorder = await startEgressRecorder();
  try {
    return await withBrowser(options, { server: recorder.proxy, except: server.url }, async (context) => {
      recorder.watch(context);
      const page = context.pages()[0] ?? (await context.newPage());
      page.on('pageerror', (error) => log(`The page reports an error: ${error.message}`));
      const crashed = crashOf(page);
      await page.goto(addressOf(server.url, options));
      const report = await Promise.race([brief(page, options, log), crashed]);
      const peakBytes = await peakPageMemory(context);
      return {
        ...report,
        machine: {
          ...report.machine,
          ...(peakBytes === null ? {} : { peakPageMemoryMiB: Math.round(peakBytes / 2 ** 20) }),
        },
        egress: {
          requests: mergeRequests(
            recorder.requestsLeaving(new URL(server.url).origin),
            report.egress.requests,
          ),
        },
      };
    });
  } finally {
    await recorder.close();
    await server.close();
  }
}
