import { expect } from '@playwright/test';
import { killBrowser } from './kill-browser';
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
      await killBrowser(context);
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
