import type { BrowserContext } from '@playwright/test';
import { expect } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { noiseFiles } from './model-files';
import { expectInstalled, modelCard, openModels, openWithModel, withModelHost } from './model-host';

const REPOSITORY = 'desk/noise';
const NAME = 'noise';
const CHUNK_BYTES = 8 * 1024 * 1024;
/** What the server has sent and a killed browser had not read: the sockets' buffers. */
const IN_SOCKETS_BYTES = 1024 * 1024;
/** Of each connection; two files come at once. */
const BYTES_PER_SECOND = 12_000_000;

/** A source of numbers from 0 to 1, the same for the same seed (Mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Ends every process of the browser at once, as a crash or a pulled plug does; none of them can tidy up. */
async function kill(context: BrowserContext): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const browser = processInfo.find(({ type }) => type === 'browser')?.id;
  if (browser === undefined) throw new Error('The browser does not tell its processes.');
  const all = [browser, ...descendantsOf(browser)];
  const closed = new Promise((resolve) => context.once('close', resolve));
  for (const id of all) {
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // It went with its parent.
    }
  }
  await closed;
}

/** Ids of the processes below one, from `/proc`. */
function descendantsOf(parent: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => parentOf(id) === parent)
    .map(Number);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function parentOf(id: string): number | null {
  try {
    // The name of the program, in brackets, may hold anything.
    return Number(/^.*\) \S+ (\d+) /s.exec(readFileSync(`/proc/${id}/stat`, 'utf8'))?.[1]);
  } catch {
    return null;
  }
}

/**
 * Installs a model and kills the browser in the middle, at `points` random moments, each time going on by itself on the next visit. In the end the
 * model must verify whole, and no byte of it may have come twice beyond the chunk that was in flight when a browser died.
 */
export async function installThroughKills(points: number, seed: number, bytes: number): Promise<void> {
  const files = noiseFiles(bytes);
  const large = Object.keys(files).filter((path) => path.startsWith('onnx/'));
  const random = randomFrom(seed);
  await withModelHost({ [REPOSITORY]: files }, async ({ url, hub, open }) => {
    let context = await open();
    const first = await openWithModel(context, { url, hub }, REPOSITORY);
    hub.clearRequests();
    hub.throttle(BYTES_PER_SECOND);
    await modelCard(first, NAME).getByRole('button', { name: 'Install' }).click();

    let kills = 0;
    while (kills < points) {
      const before = hub.sentBytes();
      // Anywhere in what is left, so that on average the same is left for each of the kills to come.
      const until = before + (2 * random() * (bytes - before)) / (points - kills + 1);
      await expect
        .poll(() => hub.sentBytes(), { intervals: [5], timeout: 60_000 })
        .toBeGreaterThanOrEqual(until);
      await kill(context);
      kills += 1;
      context = await open();
      await openModels(context, url);
    }
    hub.throttle(null);
    const [page] = context.pages().slice(-1);
    if (!page) throw new Error('There is no page.');
    await expectInstalled(page, NAME);
    for (const path of large) {
      const size = files[path]?.byteLength ?? 0;
      expect(hub.sentBytes(path), `${path} after ${kills} kills`).toBeLessThanOrEqual(
        size + kills * (CHUNK_BYTES + IN_SOCKETS_BYTES),
      );
    }
    await modelCard(page, NAME).getByRole('button', { name: 'Check and repair' }).click();
    await expect(page.getByText('All stored parts are sound.')).toBeVisible({ timeout: 60_000 });
  });
}
