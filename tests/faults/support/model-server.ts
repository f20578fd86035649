import type { Fetch } from '../../../src/platform/fetch';

export interface ServerFaults {
  /** Answers 200 with the whole file to a range request. */
  readonly ignoresRanges?: boolean;
  /** Answers 416 to every range request. */
  readonly refusesRanges?: boolean;
  /** Breaks the connection after this many bytes of all answers together. */
  readonly breaksAfter?: number;
  /** Ends each answer this many bytes early, without an error. */
  readonly shortBy?: number;
  readonly answer?: (url: string) => Response | undefined;
  /** Gets the bytes sent so far. */
  readonly onSent?: (bytes: number) => void;
  /** Leaves the length of the answer open. */
  readonly hidesLength?: boolean;
}

export interface ModelServer {
  readonly fetch: Fetch;
  /** In order, as `url` or `url bytes=a-b`. */
  readonly requests: string[];
  /** Bytes that left the server. */
  sentBytes(): number;
}

/** A model host that can be told to misbehave. */
export function createModelServer(
  contents: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  faults: ServerFaults = {},
  pieceBytes = 37,
): ModelServer {
  const requests: string[] = [];
  let sent = 0;

  function stream(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal | null | undefined): ReadableStream {
    let offset = 0;
    const end = bytes.byteLength - (faults.shortBy ?? 0);
    return new ReadableStream({
      pull(controller) {
        if (signal?.aborted) return controller.error(signal.reason);
        if (offset >= end) return controller.close();
        if (sent >= (faults.breaksAfter ?? Infinity)) return controller.error(new TypeError('network error'));
        const piece = bytes.slice(offset, Math.min(end, offset + pieceBytes));
        offset += piece.byteLength;
        sent += piece.byteLength;
        controller.enqueue(piece);
        faults.onSent?.(sent);
      },
    });
  }

  function answer(url: string, init: RequestInit | undefined): Response {
    init?.signal?.throwIfAborted();
    const range = new Headers(init?.headers).get('range');
    requests.push(range ? `${url} ${range}` : url);
    const special = faults.answer?.(url);
    if (special) return special;
    const bytes = contents.get(url);
    if (!bytes) return new Response('not found', { status: 404 });
    const wanted = /^bytes=(\d+)-(\d+)$/.exec(range ?? '');
    if (wanted && faults.refusesRanges) return new Response(null, { status: 416 });
    if (!wanted || faults.ignoresRanges)
      return respond(stream(bytes, init?.signal), 200, bytes.byteLength, {});
    const [start, end] = [Number(wanted[1]), Number(wanted[2]) + 1];
    return respond(stream(bytes.slice(start, end), init?.signal), 206, end - start, {
      'content-range': `bytes ${start}-${end - 1}/${bytes.byteLength}`,
    });
  }

  function respond(
    body: ReadableStream,
    status: number,
    length: number,
    headers: Record<string, string>,
  ): Response {
    return new Response(body, {
      status,
      headers: { ...headers, ...(faults.hidesLength ? {} : { 'content-length': String(length) }) },
    });
  }

  return {
    fetch: async (url, init) => answer(url, init),
    requests,
    sentBytes: () => sent,
  };
}
