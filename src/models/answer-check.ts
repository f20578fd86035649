import type { ModelFile } from '../contracts/model';
import { AddressFailure, isPassing, refusedByServer, webPageInstead } from './download-failures';
import { retryAfterMs } from './download-patience';
import { wrongFile } from './model-failures';

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Refuses error pages and files of another length before anything of them is stored.
 *
 * @param start offset of the first byte that was asked for
 * @param end offset after the last one
 * @throws {AddressFailure}
 */
export function checkAnswer(
  response: Response,
  file: ModelFile,
  start: number,
  end: number,
  now: number,
): void {
  const { status, headers } = response;
  if (!response.ok) {
    throw new AddressFailure(refusedByServer(file, status), {
      retryable: isPassing(status),
      retryAfterMs: retryAfterMs(headers.get('retry-after'), now),
    });
  }
  const type = headers.get('content-type') ?? '';
  if (/^text\/html\b/i.test(type) && !file.path.endsWith('.html'))
    throw new AddressFailure(webPageInstead(file, type));
  const wrong = differenceIn(response, file, start, end);
  if (wrong !== null) throw new AddressFailure(wrongFile(file.path, wrong));
}

/** What in the headers belongs to another file or another part of it; null when nothing does. */
function differenceIn(
  { status, headers }: Response,
  file: ModelFile,
  start: number,
  end: number,
): string | null {
  const range = headers.get('content-range');
  if (status === 206 && range && range !== `bytes ${start}-${end - 1}/${file.bytes}`)
    return `content-range ${range}`;
  const length = headers.get('content-length');
  const expected = status === 206 ? end - start : file.bytes;
  // The length of a compressed answer says nothing about the file.
  if (length !== null && !headers.get('content-encoding') && Number(length) !== expected)
    return `${length} bytes instead of ${expected}`;
  // Hubs name the SHA-256 of large files. It is hidden behind a redirect, but a mirror that sends the file itself shows it.
  const linked = unquoted(headers.get('x-linked-etag'));
  if (linked !== null && SHA256.test(linked) && linked !== file.sha256) return `x-linked-etag ${linked}`;
  return null;
}

const unquoted = (tag: string | null): string | null => tag?.replace(/^(W\/)?"|"$/g, '') ?? null;
