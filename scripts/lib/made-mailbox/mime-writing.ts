/** Lines of base64, 76 characters each, as mail programs write them. */
export function base64Lines(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('base64')
    .replace(/.{76}(?=.)/g, '$&\n');
}

/** RFC 2045, 6.7, of text in one byte a character or in UTF-8. */
export function quotedPrintable(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[^\t\n -<>-~]/g, (character) => escaped(character))
    .replace(/[ \t]$/gm, (space) => escaped(space))
    .replace(/^.{74,}$/gm, softBroken);
}

const escaped = (character: string): string =>
  `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** Breaks a line at 73 characters or a little before, never inside an escape. */
function softBroken(line: string): string {
  let broken = '';
  for (let rest = line; ;) {
    if (rest.length <= 75) return broken + rest;
    const inside = rest.lastIndexOf('=', 72);
    const cut = inside > 70 ? inside : 73;
    broken += `${rest.slice(0, cut)}=\n`;
    rest = rest.slice(cut);
  }
}

/** A header's text as an encoded word (RFC 2047) where it is not ASCII. */
export function encodedHeader(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
}

/** Latin-1 where it suffices. */
export const isLatin1 = (text: string): boolean => /^[\n -~\u00a0-\u00ff]*$/.test(text);
