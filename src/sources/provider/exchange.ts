import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { Fetch } from '../../platform/fetch';
import { createSilenceLimit, type SilenceLimit } from '../../platform/silence-limit';
import { unreachable, type ProviderName } from './failures';

/** Milliseconds in which nothing comes. */
const SILENCE_MS = 60_000;

/** An answer, read to its end. */
export interface Exchange {
  readonly response: Response;
  readonly body: Blob;
}

/**
 * Makes one request and reads its answer. Nothing but what is asked for leaves: no cookies, no address of the page, no caches. Rejects with
 * `server-unreachable` or `cancelled`.
 */
export async function exchange(
  { name, fetch }: { readonly name: ProviderName; readonly fetch: Fetch },
  address: string,
  init: RequestInit,
  outer: AbortSignal,
): Promise<Exchange> {
  if (outer.aborted) throw new DesksideError(CANCELLED);
  const silence = createSilenceLimit(SILENCE_MS, outer);
  const { signal } = silence;
  try {
    const response = await silence.within(fetch(address, { ...NOTHING_ELSE, ...init, signal }));
    return { response, body: await readBody(response, silence) };
  } catch (error) {
    if (error instanceof DesksideError) throw error;
    throw outer.aborted ? new DesksideError(CANCELLED) : unreachable(name, error);
  } finally {
    silence.abandon();
  }
}

/** A mail of 50 MB may take its time, as long as it comes. */
async function readBody({ body }: Response, silence: SilenceLimit): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const reader = body && silence.guard(body);
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read())
    pieces.push(read.value);
  return new Blob(pieces);
}

const NOTHING_ELSE = {
  credentials: 'omit',
  cache: 'no-store',
  redirect: 'error',
  referrerPolicy: 'no-referrer',
} as const satisfies RequestInit;

/** Undefined for what is no JSON. */
export async function jsonOf(body: Blob): Promise<unknown> {
  try {
    return JSON.parse(await body.text());
  } catch {
    return undefined;
  }
}
