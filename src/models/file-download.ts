import type { ModelFile } from '../contracts/model';
import type { Clock } from '../platform/clock';
import { wait } from '../platform/wait';
import { checkAnswer } from './answer-check';
import { toAddressFailure, type AddressFailure } from './download-failures';
import { delayAfter, type DownloadPatience } from './download-patience';
import type { Fetch } from '../platform/fetch';
import { createSilenceLimit } from '../platform/silence-limit';
import type { ChunkRange } from './weight-chunks';
import { FILE_REQUEST } from './file-request';

/** A file on one server or several, read chunk by chunk and never held whole. */
export interface FileDownload {
  /**
   * The bytes of `chunk`, valid until the next call. Goes on with the open connection where it can, else asks for the range from
   * `chunk.start` to `end` (exclusive; chunks up to there are wanted next); a server without ranges is read from its beginning. A connection that
   * breaks or falls silent is made again, with patience, from the byte where it ended.
   * Rejects with `download-failed` or `integrity-failed`, and with `FileChanged` when the server has another file than before.
   */
  read(chunk: ChunkRange, end: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** What is behind the address is another file than at the last request; what came before cannot be continued. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';
}

/** Remembers the entity tag of each address, also from one visit to the next. */
export interface EntityTags {
  get(address: string): string | undefined;
  /** Resolves once it is kept. */
  set(address: string, tag: string): Promise<void>;
}

/** Remembers nothing, so that only the hashes say whether a file is the right one. */
export const NO_ENTITY_TAGS: EntityTags = { get: () => undefined, set: async () => undefined };

export interface FileDownloadOptions {
  /** At least one, the best first; the next one is asked when one fails. */
  readonly addresses: readonly [string, ...string[]];
  readonly file: ModelFile;
  readonly fetch: Fetch;
  readonly patience: DownloadPatience;
  readonly clock: Clock;
  readonly entityTags: EntityTags;
  readonly signal?: AbortSignal | undefined;
  /** Gets the bytes of wanted chunks piece by piece as they come in. */
  readonly onPiece?: (piece: Uint8Array) => void;
  /** A request failed, and another is made after `delayMs`. */
  readonly onWait?: (delayMs: number) => void;
}

interface Connection {
  readonly reader: Pick<ReadableStreamDefaultReader<Uint8Array>, 'read' | 'cancel'>;
  /** Offset in the file of the next byte of `pending`. */
  position: number;
  /** Offset in the file where the answer ends. */
  readonly end: number;
  /** Received and not used yet. */
  pending: Uint8Array;
}

export function openFileDownload(options: FileDownloadOptions): FileDownload {
  const { file, fetch, signal, onPiece, onWait, patience, clock, entityTags } = options;
  /** Those that may still have the file; the one in use first. */
  let addresses: readonly string[] = options.addresses;
  let connection: Connection | null = null;
  let buffer = new Uint8Array(0);
  /** Failures since the last new byte. */
  let failures = 0;
  /** When an address that asked for patience may be asked again, milliseconds since 1970. */
  const notBefore = new Map<string, number>();

  async function connect(address: string, start: number, end: number): Promise<Connection> {
    const wantsPart = start > 0 || end < file.bytes;
    const silence = createSilenceLimit(patience.stallMs, signal);
    const ask = (headers: Record<string, string>): Promise<Response> =>
      silence.within(
        fetch(address, {
          ...{ headers, signal: silence.signal },
          ...FILE_REQUEST,
        }),
      );
    try {
      let response = await ask(wantsPart ? { Range: `bytes=${start}-${end - 1}` } : {});
      if (wantsPart && response.status === 416) response = await ask({});
      checkAnswer(response, file, start, end, clock.now());
      await requireSameTag(address, response.headers.get('etag'));
      if (!response.body) throw new Error('an answer without a body');
      const partial = response.status === 206;
      return {
        reader: silence.guard(response.body),
        position: partial ? start : 0,
        end: partial ? end : file.bytes,
        pending: new Uint8Array(0),
      };
    } catch (error) {
      silence.abandon();
      throw error;
    }
  }

  async function requireSameTag(address: string, tag: string | null): Promise<void> {
    if (tag === null) return;
    const known = entityTags.get(address);
    if (known === tag) return;
    await entityTags.set(address, tag);
    if (known !== undefined) throw new FileChanged(`${address} was ${known} and is ${tag}`);
  }

  /** The next piece of at most `most` bytes. */
  async function take(from: Connection, most: number): Promise<Uint8Array> {
    while (from.pending.byteLength === 0) {
      const { done, value } = await from.reader.read();
      if (done) throw new Error(`ended at byte ${from.position} of ${from.end}`);
      from.pending = value;
    }
    const piece = from.pending.subarray(0, most);
    from.pending = from.pending.subarray(piece.byteLength);
    from.position += piece.byteLength;
    return piece;
  }

  /** A connection that is at `start` or before it and reaches `needed`. */
  async function connectionAt(start: number, needed: number, end: number): Promise<Connection> {
    if (connection && connection.position <= start && connection.end >= needed) return connection;
    await close();
    return (connection = await connect(addresses[0] ?? '', start, end));
  }

  /** Decides what to do about a failure: another address, a wait, or the end. */
  async function bear({ error, retryable, retryAfterMs }: AddressFailure): Promise<void> {
    await close();
    const [failed = '', ...others] = addresses;
    addresses = retryable ? [...others, failed] : others;
    notBefore.set(failed, clock.now() + retryAfterMs);
    failures += 1;
    const [next] = addresses;
    if (next === undefined || failures >= patience.tries * options.addresses.length) throw error;
    // Another server is asked at once; all of them again only after a while.
    const allFailed = retryable && failures % addresses.length === 0;
    const pauseMs = allFailed ? delayAfter(failures / addresses.length, patience) : 0;
    const delayMs = Math.max(pauseMs, (notBefore.get(next) ?? 0) - clock.now());
    if (delayMs <= 0) return;
    onWait?.(delayMs);
    await wait(delayMs, signal);
  }

  async function close(): Promise<void> {
    const open = connection;
    connection = null;
    await open?.reader.cancel().catch(() => undefined);
  }

  async function read(chunk: ChunkRange, end: number): Promise<Uint8Array<ArrayBuffer>> {
    if (buffer.byteLength < chunk.bytes) buffer = new Uint8Array(chunk.bytes);
    for (let filled = 0; filled < chunk.bytes;) {
      try {
        const start = chunk.start + filled;
        const from = await connectionAt(start, chunk.start + chunk.bytes, end);
        while (from.position < start) await take(from, start - from.position);
        while (filled < chunk.bytes) {
          const piece = await take(from, chunk.bytes - filled);
          buffer.set(piece, filled);
          filled += piece.byteLength;
          // Only bytes that were still missing count: a server without ranges gives the earlier ones again and again.
          failures = 0;
          onPiece?.(piece);
        }
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof FileChanged) throw error;
        await bear(toAddressFailure(error));
      }
    }
    return buffer.subarray(0, chunk.bytes);
  }

  return { read, close };
}
