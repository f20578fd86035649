import { toBase64 } from '../../platform/base64';

/** Header lines end near this column (RFC 5322, 2.1.1). */
const LINE_WIDTH = 76;
/** Bytes of UTF-8 in one encoded word, so that it stays within the 75 characters of RFC 2047: 45 bytes are 60 in base64, 12 more are the frame. */
const ENCODED_WORD_BYTES = 45;

/** One header field, folded; empty when there is nothing to say. The value is made one line, and encoded (RFC 2047) where it is not ASCII. */
export function encodeHeader(name: string, value: string): string {
  const line = oneLine(value);
  return line === '' ? '' : fold(`${name}: ${encodeText(line)}`);
}

/** `"Pell, Graham" <g.pell@…>`; only the address when there is no name; empty when the address could break the header. */
export function encodeAddress(person: { readonly name: string; readonly address: string }): string {
  const address = person.address.trim();
  if (!/^[^\s<>"(),;:]+@[^\s<>"(),;:]+$/u.test(address)) return '';
  const name = oneLine(person.name);
  if (name === '') return address;
  if (!isAscii(name)) return `${encodeText(name)} <${address}>`;
  const phrase =
    /^[\w .'-]+$/u.test(name) && !name.includes('.') ? name : `"${name.replace(/["\\]/gu, String.raw`\$&`)}"`;
  return `${phrase} <${address}>`;
}

/** The ids that are well-formed, each once. */
export function encodeMessageIds(ids: readonly string[]): string {
  return [...new Set(ids)].filter((id) => /^<[\x21-\x3b\x3d\x3f-\x7e]+>$/u.test(id)).join(' ');
}

function encodeText(text: string): string {
  if (isAscii(text)) return text;
  const words: string[] = [];
  let chunk = '';
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    if (chunk !== '' && utf8(chunk + segment).length > ENCODED_WORD_BYTES) {
      words.push(chunk);
      chunk = '';
    }
    chunk += segment;
  }
  return [...words, chunk].map((word) => `=?utf-8?B?${toBase64(utf8(word))}?=`).join(' ');
}

/** Breaks at spaces; a part without spaces stays whole, as a break inside would change it. */
function fold(line: string): string {
  const [first = '', ...parts] = line.split(' ');
  let column = first.length;
  return parts.reduce((folded, part) => {
    const breaks = column + 1 + part.length > LINE_WIDTH;
    column = breaks ? 1 + part.length : column + 1 + part.length;
    return `${folded}${breaks ? '\r\n ' : ' '}${part}`;
  }, first);
}

/** Control characters, line breaks among them, become spaces. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/u.test(text);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
