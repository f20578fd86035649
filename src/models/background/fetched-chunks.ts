import type { ModelFile } from '../../contracts/model';
import type { ModelSources } from '../../contracts/model-sources';
import { isAllowedAddress } from '../allowed-address';
import { checkAnswer } from '../answer-check';
import type { EntityTags } from '../file-download';
import type { ChunkRange } from '../weight-chunks';
import {
  dropPart,
  type FetchedPart,
  findPart,
  listParts,
  openFetchedCache,
  partName,
  rangeOf,
} from './fetched-cache';
import { fetchedCacheOf } from './fetched-cache-name';

/** What the browser has fetched of a model while no page ran, and what is not stored yet. */
export interface FetchedChunks {
  /** Of all that is there. */
  readonly bytes: number;
  /** Those of one file, which may have come from any of its addresses. */
  ofFile(file: ModelFile, addresses: readonly string[], entityTags: EntityTags): FetchedFile;
  /** Removes all that is left. */
  remove(): Promise<void>;
}

export interface FetchedFile {
  has(chunk: ChunkRange): boolean;
  /** Null for what is not there, and for what cannot be of this file: that is dropped. */
  read(chunk: ChunkRange): Promise<Uint8Array<ArrayBuffer> | null>;
  drop(chunk: ChunkRange): Promise<void>;
  dropAll(): Promise<void>;
}

export type OpenFetchedChunks = (modelId: string, sources: ModelSources) => Promise<FetchedChunks | null>;

/**
 * Finds what the service worker has kept; null where there is nothing.
 *
 * @param base address of the app's folder, against which addresses are resolved as the page did
 */
export function fetchedChunksBeside(base: string): OpenFetchedChunks {
  return async (modelId, sources) => {
    const opened = await openFetchedCache(modelId);
    if (!opened) return null;
    const cache: Cache = opened;
    const parts = await listParts(cache);
    const there = new Set(parts.map(partName));
    const isAllowed = (address: string): boolean =>
      new URL(address).origin === new URL(base).origin || isAllowedAddress(address, sources);

    function ofFile(file: ModelFile, addresses: readonly string[], entityTags: EntityTags): FetchedFile {
      const resolved = (address: string): string => new URL(address, base).href;
      const sourceOf = (chunk: ChunkRange): string | undefined =>
        addresses.find((address) =>
          there.has(partName({ address: resolved(address), range: rangeOf(chunk) })),
        );

      async function forget(part: Pick<FetchedPart, 'address' | 'range'>): Promise<void> {
        there.delete(partName(part));
        await dropPart(cache, part.address, part.range);
      }

      async function drop(chunk: ChunkRange): Promise<void> {
        for (const address of addresses) {
          await forget({ address: resolved(address), range: rangeOf(chunk) });
        }
      }

      async function readFrom(address: string, chunk: ChunkRange): Promise<Uint8Array<ArrayBuffer> | null> {
        const found = await findPart(cache, resolved(address), rangeOf(chunk));
        // The policy of the page does not hold for the browser's own redirects.
        if (!found || !isAllowed(found.part.finalAddress)) return null;
        const { response } = found;
        checkAnswer(response, file, chunk.start, chunk.start + chunk.bytes, 0);
        const tag = response.headers.get('etag');
        if (tag !== null && (entityTags.get(address) ?? tag) !== tag) return null;
        const bytes = new Uint8Array(await response.arrayBuffer());
        if (bytes.byteLength !== chunk.bytes) return null;
        if (tag !== null) await entityTags.set(address, tag);
        return bytes;
      }

      return {
        has: (chunk) => sourceOf(chunk) !== undefined,
        async read(chunk) {
          const address = sourceOf(chunk);
          if (address === undefined) return null;
          // Whatever is wrong with it, the network has it too.
          const bytes = await readFrom(address, chunk).catch(() => null);
          if (!bytes) await drop(chunk);
          return bytes;
        },
        drop,
        async dropAll() {
          for (const part of parts)
            if (addresses.some((own) => resolved(own) === part.address)) await forget(part);
        },
      };
    }

    return {
      bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
      ofFile,
      remove: async () => void (await caches.delete(fetchedCacheOf(modelId))),
    };
  };
}
