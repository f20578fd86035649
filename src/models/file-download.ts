import { DesksideError } from '../contracts/failure';
import type { ModelFile } from '../contracts/model';
import { wrongFile } from './model-failures';
import type { ChunkRange } from './weight-chunks';

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/** A file on a server, read chunk by chunk and never held whole. */
export interface FileDownload {
  /**
   * The bytes of `chunk`, valid until the next call. Goes on with the open connection where it can, else asks for the range from
   * `chunk.start` to `end` (exclusive; chunks up to there are wanted next); a server without ranges is read from its beginning.
   * Rejects with `download-failed` or `integrity-failed`.
   */
  read(chunk: ChunkRange, end: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

interface Connection {
  readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  /** Offset in the file of the next byte of `pending`. */
  position: number;
  /** Offset in the file where the answer ends. */
  readonly end: number;
  /** Received and not used yet. */
  pending: Uint8Array;
}

export function openFileDownload(options: {
  readonly url: string;
  readonly file: ModelFile;
  readonly fetch: Fetch;
  readonly signal?: AbortSignal | undefined;
  /** Gets the bytes of wanted chunks piece by piece as they come in; the next one is not taken before it resolves. */
  readonly onPiece?: (piece: Uint8Array) => Promise<void>;
}): FileDownload {
  const { url, file, fetch, signal, onPiece } = options;
  let connection: Connection | null = null;
  let buffer = new Uint8Array(0);

  async function connect(start: number, end: number): Promise<Connection> {
    const wantsPart = start > 0 || end < file.bytes;
    const ask = async (headers: Record<string, string>): Promise<Response> =>
      await fetch(url, { headers, signal: signal ?? null, cache: 'no-store' }).catch((error: unknown) => {
        throw connectionFailed(error);
      });
    let response = await ask(wantsPart ? { Range: `bytes=${start}-${end - 1}` } : {});
    if (wantsPart && response.status === 416) response = await ask({});
    checkAnswer(response, file, start, end);
    const partial = response.status === 206;
    if (!response.body) throw connectionFailed(new Error('an answer without a body'));
    return {
      reader: response.body.getReader(),
      position: partial ? start : 0,
      end: partial ? end : file.bytes,
      pending: new Uint8Array(0),
    };
  }

  /** The next piece of at most `most` bytes. */
  async function take(from: Connection, most: number): Promise<Uint8Array> {
    while (from.pending.byteLength === 0) {
      const { done, value } = await from.reader.read().catch((error: unknown) => {
        throw connectionFailed(error);
      });
      if (done) throw connectionFailed(new Error(`ended at byte ${from.position} of ${from.end}`));
      from.pending = value;
    }
    const piece = from.pending.subarray(0, most);
    from.pending = from.pending.subarray(piece.byteLength);
    from.position += piece.byteLength;
    return piece;
  }

  /** A connection that is at `chunk.start` or before it. */
  async function connectionFor(chunk: ChunkRange, end: number): Promise<Connection> {
    if (connection && connection.position <= chunk.start && connection.end >= chunk.start + chunk.bytes)
      return connection;
    await close();
    return (connection = await connect(chunk.start, end));
  }

  async function close(): Promise<void> {
    await connection?.reader.cancel().catch(() => undefined);
    connection = null;
  }

  async function read(chunk: ChunkRange, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const from = await connectionFor(chunk, end);
    while (from.position < chunk.start) await take(from, chunk.start - from.position);
    if (buffer.byteLength < chunk.bytes) buffer = new Uint8Array(chunk.bytes);
    for (let filled = 0; filled < chunk.bytes;) {
      const piece = await take(from, chunk.bytes - filled);
      buffer.set(piece, filled);
      filled += piece.byteLength;
      await onPiece?.(piece);
    }
    return buffer.subarray(0, chunk.bytes);
  }

  return { read, close };
}

/** Refuses error pages and files of another length before anything of them is stored. */
function checkAnswer(response: Response, file: ModelFile, start: number, end: number): void {
  const { status, headers } = response;
  if (!response.ok) {
    throw new DesksideError({
      code: 'download-failed',
      message: `The server does not give out the model file “${file.path}” (it answered ${status}). Try again later, or ask whoever runs this copy of Deskside.`,
      retryable: status === 429 || status >= 500,
      detail: `HTTP ${status}`,
    });
  }
  if (/^text\/html\b/i.test(headers.get('content-type') ?? '') && !file.path.endsWith('.html')) {
    throw new DesksideError({
      code: 'download-failed',
      message: `The server sent a web page instead of the model file “${file.path}”. A login page or a proxy may be in the way: open the internet in another tab, sign in where asked, and try again.`,
      retryable: false,
      detail: `content-type ${headers.get('content-type') ?? ''}`,
    });
  }
  const range = headers.get('content-range');
  if (status === 206 && range && range !== `bytes ${start}-${end - 1}/${file.bytes}`)
    throw wrongFile(file.path, `content-range ${range}`);
  const length = headers.get('content-length');
  const expected = status === 206 ? end - start : file.bytes;
  // The length of a compressed answer says nothing about the file.
  if (length !== null && !headers.get('content-encoding') && Number(length) !== expected)
    throw wrongFile(file.path, `${length} bytes instead of ${expected}`);
}

function connectionFailed(error: unknown): unknown {
  if (error instanceof Error && error.name === 'AbortError') return error;
  return new DesksideError(
    {
      code: 'download-failed',
      message:
        'The connection broke while the model was being downloaded. What has arrived is kept; try again to go on from there.',
      retryable: true,
      detail: String(error),
    },
    { cause: error },
  );
}
