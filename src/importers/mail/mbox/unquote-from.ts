import { startsWithFrom } from './from-line';

const GREATER = 0x3e;
const LINE_FEED = 0x0a;

/**
 * Takes one `>` off each line that begins with `>From `, `>>From `, … (mboxrd; for single quoting also mboxo). Returns a copy, because
 * the splitter reuses its buffer.
 */
export function unquoteFrom(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  let kept: Uint8Array<ArrayBuffer> | null = null;
  let length = 0;
  let copied = 0;
  for (let at = bytes.indexOf(GREATER); at >= 0; at = bytes.indexOf(GREATER, at)) {
    const atLineStart = at === 0 || bytes[at - 1] === LINE_FEED;
    let end = at;
    while (bytes[end] === GREATER) end += 1;
    if (atLineStart && startsWithFrom(bytes, end)) {
      kept ??= new Uint8Array(bytes.length);
      kept.set(bytes.subarray(copied, at), length);
      length += at - copied;
      copied = at + 1;
    }
    at = end;
  }
  if (!kept) return new Uint8Array(bytes);
  kept.set(bytes.subarray(copied), length);
  return kept.subarray(0, length + bytes.length - copied);
}
