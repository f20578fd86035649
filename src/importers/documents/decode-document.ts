/** Turns the bytes of a text file into characters. */

export interface DecodedDocument {
  readonly text: string;
  /** The file neither says what its character set is nor is it UTF-8, so it was guessed. */
  readonly guessed: boolean;
}

/** As much of a page as is searched for its character set, as HTML asks. */
const META_BYTES = 1024;

/** Whether a byte order mark says UTF-16. */
export function isWide([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** By its byte order mark, by what a page says of itself, as UTF-8 where that fits, else as the old Western set. */
export function decodeDocument(bytes: Uint8Array): DecodedDocument {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded('utf-16le', bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded('utf-16be', bytes);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), guessed: false };
  } catch {
    const stated = statedCharset(bytes);
    if (stated) return decoded(stated, bytes);
    return { text: new TextDecoder('windows-1252').decode(bytes), guessed: true };
  }
}

function decoded(charset: string, bytes: Uint8Array): DecodedDocument {
  return { text: new TextDecoder(charset).decode(bytes), guessed: false };
}

function statedCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, META_BYTES));
  const label = /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/iu.exec(head)?.[1];
  if (!label) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}
