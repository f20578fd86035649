import type { Fetch } from '../../platform/fetch';
import { isPassing } from '../download-failures';
import { createSilenceLimit } from '../../platform/silence-limit';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import {
  gatedRepository,
  hubRefuses,
  hubUnreachable,
  nonsenseFromHub,
  unknownRepository,
  unknownRevision,
  webPageOfHub,
} from './hub-failures';

export interface HubRequest {
  readonly hub: string;
  readonly repo: string;
  readonly revision: string;
  /** Whether the hub said so. */
  readonly gated?: boolean;
  readonly fetch: Fetch;
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds without a byte after which a hub counts as out of reach. */
const SILENCE_MS = 30_000;

/**
 * The body of an answer of at most `mostBytes`, never more of it in memory. Rejects with what is wrong in words for people, or with
 * `cancelled`.
 */
export async function requestFromHub(
  request: HubRequest,
  url: string,
  mostBytes: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const { hub, fetch, signal } = request;
  const limit = createSilenceLimit(SILENCE_MS, signal);
  try {
    const response = await limit.within(
      // A hub need not know who asks, nor from which page.
      fetch(url, {
        headers,
        signal: limit.signal,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      }),
    );
    checkAnswer(request, response);
    return { status: response.status, bytes: await readBody(hub, limit.guard(bodyOf(response)), mostBytes) };
  } catch (error) {
    if (signal?.aborted) throw new DesksideError(CANCELLED, { cause: error });
    throw error instanceof DesksideError ? error : hubUnreachable(hub, error);
  } finally {
    limit.abandon();
  }
}

function checkAnswer({ hub, repo, revision, gated }: HubRequest, { ok, status, headers }: Response): void {
  if (ok) {
    if (/^text\/html\b/i.test(headers.get('content-type') ?? '')) throw webPageOfHub(hub);
    return;
  }
  const code = headers.get('x-error-code') ?? '';
  const detail = `HTTP ${status} ${code}`.trim();
  // Without a sign-in the hub says 401 for what does not exist as well as for what is private or gated; the code tells which.
  if (code === 'GatedRepo' || status === 403 || (gated && status === 401))
    throw gatedRepository(repo, detail);
  if (code === 'RevisionNotFound') throw unknownRevision(repo, revision, detail);
  if (status === 401 || status === 404) throw unknownRepository(repo, detail);
  throw hubRefuses(hub, status, isPassing(status));
}

function bodyOf(response: Response): ReadableStream<Uint8Array> {
  return response.body ?? new Blob([]).stream();
}

async function readBody(
  hub: string,
  reader: Pick<ReadableStreamDefaultReader<Uint8Array>, 'read' | 'cancel'>,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > mostBytes) throw nonsenseFromHub(hub, `an answer of more than ${mostBytes} bytes`);
    pieces.push(value);
  }
  const bytes = new Uint8Array(length);
  let filled = 0;
  for (const piece of pieces) {
    bytes.set(piece, filled);
    filled += piece.byteLength;
  }
  return bytes;
}
