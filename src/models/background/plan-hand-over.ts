import { DesksideError } from '../../contracts/failure';
import type { ModelEntry, ModelFile } from '../../contracts/model';
import type { ModelSources } from '../../contracts/model-sources';
import type { Fetch } from '../../platform/fetch';
import { FILE_REQUEST } from '../file-request';
import type { EstimateStorage } from '../../platform/storage-estimate';
import { checkAnswer } from '../answer-check';
import { noAddress, toAddressFailure } from '../download-failures';
import { fileAddresses } from '../file-addresses';
import { STORAGE_OVERHEAD } from '../quota-check';
import { CHUNK_BYTES, chunksOf, type ChunkRange } from '../weight-chunks';
import type { WeightStorage } from '../weight-storage';
import { listParts, openFetchedCache, partName, rangeOf } from './fetched-cache';

/** A chunk that the browser is to fetch, and where from. */
export interface PlannedRequest {
  /** Absolute. */
  readonly address: string;
  /** The value of its `Range` header. */
  readonly range: string;
  readonly bytes: number;
}

/** A server that is silent for so long is not handed to the browser, milliseconds. */
const PATIENCE_MS = 20_000;

/**
 * One request for each chunk that is missing. Of each file the first byte that is missing is asked for from here before, under the policy of the
 * page: it has the last word on where an address leads, and does not hold for what the browser does by itself.
 * Rejects with `quota-exceeded`, `download-failed` or `source-not-allowed`.
 *
 * @param base address of the app's folder
 */
export async function planHandOver(parts: {
  readonly entry: ModelEntry;
  readonly storage: WeightStorage;
  readonly sources: ModelSources;
  readonly fetch: Fetch;
  readonly estimate: EstimateStorage;
  readonly base: string;
  readonly chunkBytes?: number;
}): Promise<readonly PlannedRequest[]> {
  const { entry, storage, sources, base, chunkBytes = CHUNK_BYTES } = parts;
  const stored = await storage.chunks(entry.id);
  // What an earlier handing over has left.
  const kept = new Set((await listParts(await openFetchedCache(entry.id))).map(partName));
  const planned: PlannedRequest[] = [];
  for (const file of entry.files) {
    const addresses = fileAddresses(entry, file, sources).map((address) => new URL(address, base).href);
    const missing = chunksOf(file, chunkBytes).filter(
      (chunk) =>
        !stored.some(({ path, index }) => path === file.path && index === chunk.index) &&
        !addresses.some((address) => kept.has(partName({ address, range: rangeOf(chunk) }))),
    );
    const [first] = missing;
    if (!first) continue;
    if (addresses.length === 0) throw noAddress(entry.name, entry.source.kind, file.address);
    const address = await firstThatAnswers(addresses, file, first, parts.fetch);
    planned.push(...missing.map((chunk) => ({ address, range: rangeOf(chunk), bytes: chunk.bytes })));
  }
  await requireRoomTwice(
    entry.name,
    planned.reduce((sum, { bytes }) => sum + bytes, 0),
    parts.estimate,
  );
  return planned;
}

async function firstThatAnswers(
  addresses: readonly string[],
  file: ModelFile,
  chunk: ChunkRange,
  fetch: Fetch,
): Promise<string> {
  let failure: unknown;
  for (const address of addresses) {
    try {
      await requireAnswer(address, file, chunk, fetch);
      return address;
    } catch (error) {
      failure = error;
    }
  }
  throw failure instanceof DesksideError ? failure : toAddressFailure(failure).error;
}

async function requireAnswer(
  address: string,
  file: ModelFile,
  chunk: ChunkRange,
  fetch: Fetch,
): Promise<void> {
  const { start } = chunk;
  const response = await fetch(address, {
    headers: { Range: rangeOf({ start, bytes: 1 }) },
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...FILE_REQUEST,
  });
  await response.body?.cancel();
  checkAnswer(response, file, start, start + 1, Date.now());
  if (response.status !== 206 && chunk.bytes < file.bytes) throw withoutRanges(address);
}

/** The browser gives what it has fetched to the service worker as a whole, which keeps it before the browser lets go of its own. */
async function requireRoomTwice(name: string, bytes: number, estimate: EstimateStorage): Promise<void> {
  const { used, quota } = await estimate();
  if (used === null || quota === null || 2 * bytes * STORAGE_OVERHEAD <= quota - used) return;
  throw new DesksideError({
    code: 'quota-exceeded',
    message: `The browser needs room for what is missing of “${name}” twice over to fetch it by itself, and there is not so much. The download goes on here while Deskside is open.`,
    retryable: false,
    detail: `${2 * bytes} bytes needed, ${quota - used} free`,
  });
}

/** Each chunk would come as the whole file. */
function withoutRanges(address: string): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message: `${new URL(address).host} gives out files only as a whole, which the browser cannot take up by itself. The download goes on here while Deskside is open.`,
    retryable: false,
  });
}
