import type { ChunkRange } from '../weight-chunks';
import { fetchedCacheOf } from './fetched-cache-name';

/**
 * Where the service worker leaves what the browser has fetched without a page, until the models worker has stored it. A cache for each model;
 * never read by a page as an answer to a request, because its keys are nowhere on the web.
 */
const KEY_BASE = 'https://fetched.invalid/';
const END_KEY = `${KEY_BASE}end`;

/** Names one handing over of a model to the browser; the model's id comes last, because it may hold anything. */
export const backgroundIdOf = (modelId: string, startedAt: number): string =>
  `deskside-${startedAt} ${modelId}`;

/** The model that the browser fetches under this id; null for what is not ours. */
export function modelOfBackgroundId(id: string): string | null {
  return /^deskside-\d+ (.+)$/s.exec(id)?.[1] ?? null;
}

/** The value of a `Range` header. */
export const rangeOf = ({ start, bytes }: Pick<ChunkRange, 'start' | 'bytes'>): string =>
  `bytes=${start}-${start + bytes - 1}`;

/** What came from an address: how it was answered, and where from in the end. */
export interface FetchedPart {
  readonly address: string;
  readonly range: string;
  /** Of the handing over that it came with. */
  readonly id: string;
  readonly status: number;
  /** After redirects. */
  readonly finalAddress: string;
  readonly bytes: number;
}

const FACTS_HEADER = 'x-deskside-fetched';

const keyOf = (address: string, range: string): string =>
  `${KEY_BASE}?${new URLSearchParams({ address, range })}`;

/** Caches take no parts of files, so that the status is kept beside the answer. */
export async function keepPart(
  cache: Cache,
  asked: Pick<FetchedPart, 'address' | 'range' | 'id'>,
  response: Response,
): Promise<void> {
  const body = await response.blob();
  const finalAddress = response.url || asked.address;
  const part: FetchedPart = { ...asked, status: response.status, bytes: body.size, finalAddress };
  const headers = new Headers(response.headers);
  headers.set(FACTS_HEADER, JSON.stringify(part));
  await cache.put(keyOf(asked.address, asked.range), new Response(body, { headers }));
}

/** The answer as it came, with what is known of it; null where there is none. */
export async function findPart(
  cache: Cache,
  address: string,
  range: string,
): Promise<{ readonly part: FetchedPart; readonly response: Response } | null> {
  const kept = await cache.match(keyOf(address, range));
  const facts = kept?.headers.get(FACTS_HEADER);
  if (!kept || !facts) return null;
  const part = JSON.parse(facts) as FetchedPart;
  const headers = new Headers(kept.headers);
  headers.delete(FACTS_HEADER);
  return { part, response: new Response(kept.body, { status: part.status, headers }) };
}

export const dropPart = (cache: Cache, address: string, range: string): Promise<boolean> =>
  cache.delete(keyOf(address, range));

/** The cache of a model; null where there is none, for to open it would make it. */
export async function openFetchedCache(modelId: string): Promise<Cache | null> {
  const name = fetchedCacheOf(modelId);
  return 'caches' in globalThis && (await caches.has(name)) ? caches.open(name) : null;
}

/** Tells parts apart. */
export const partName = ({ address, range }: Pick<FetchedPart, 'address' | 'range'>): string =>
  `${range} ${address}`;

/** All that was kept; nothing where there is no cache. */
export async function listParts(cache: Cache | null): Promise<FetchedPart[]> {
  if (!cache) return [];
  const kept = await Promise.all((await cache.keys()).map((request) => cache.match(request)));
  return kept
    .map((response) => response?.headers.get(FACTS_HEADER) ?? null)
    .filter((facts) => facts !== null)
    .map((facts) => JSON.parse(facts) as FetchedPart);
}

/** What the service worker tells its pages when it has kept what came of a handing over. */
export interface FetchedNote {
  readonly kind: 'fetched';
  readonly id: string;
}

export function isFetchedNote(message: unknown, id: string): boolean {
  const { kind, id: told } = (message ?? {}) as Partial<FetchedNote>;
  return kind === 'fetched' && told === id;
}

/** How a handing over has ended. */
export interface BackgroundEnd {
  /** Of `backgroundIdOf`. */
  readonly id: string;
  /** Empty where all of it came. */
  readonly failureReason: string;
}

export async function keepEnd(cache: Cache, end: BackgroundEnd): Promise<void> {
  await cache.put(END_KEY, Response.json(end));
}

/** The end of this handing over; null while what came of it is not kept yet. */
export async function readEnd(cache: Cache, id: string): Promise<BackgroundEnd | null> {
  const kept = await cache.match(END_KEY);
  const end = kept ? ((await kept.json()) as BackgroundEnd) : null;
  return end?.id === id ? end : null;
}
