import { isFromLine } from './mail/mbox/from-line';

export type FileKind =
  | 'empty'
  | 'mbox'
  | 'message'
  | 'emlx'
  | 'zip'
  | 'html'
  | 'image'
  | 'pdf'
  | 'outlook'
  | 'compressed'
  | 'text'
  | 'unknown';

/** As much of a file as is looked at to tell what it is. */
export const HEAD_BYTES = 64 * 1024;

const SIGNATURES: readonly (readonly [kind: FileKind, bytes: readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['zip', [0x50, 0x4b, 0x07, 0x08]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
  ['image', [0x52, 0x49, 0x46, 0x46]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['outlook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['outlook', [0x21, 0x42, 0x44, 0x4e]],
  ['compressed', [0x1f, 0x8b]],
  ['compressed', [0x42, 0x5a, 0x68]],
  ['compressed', [0x37, 0x7a, 0xbc, 0xaf]],
  ['compressed', [0xfd, 0x37, 0x7a, 0x58]],
  ['compressed', [0x52, 0x61, 0x72, 0x21]],
];

const MAIL_FIELD =
  /^(?:from|to|cc|bcc|subject|date|received|return-path|message-id|mime-version|delivered-to|sender|reply-to|in-reply-to|references|content-type|dkim-signature|envelope-to|x-[\w-]+)$/;

/** The first line of a file of Apple Mail: how many bytes the mail after it has. */
const EMLX_LENGTH = /^\d{1,12}[ \t]*$/;

const latin1 = new TextDecoder('latin1');

/** Tells what a file is from its first bytes; names and extensions are not asked. */
export function detectFileKind(head: Uint8Array): FileKind {
  const signature = SIGNATURES.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  if (signature) return signature[0];
  const text = latin1.decode(head).replace(/^(?:\u00ef\u00bb\u00bf|\ufeff)?\s*/, '');
  if (text === '') return 'empty';
  const lines = text.split(/\r?\n/, 2_000);
  if (isFromLine(lines[0] ?? '', lines[1] ?? '')) return 'mbox';
  if (isMessageHeader(lines)) return 'message';
  if (EMLX_LENGTH.test(lines[0] ?? '') && isMessageHeader(lines.slice(1))) return 'emlx';
  if (/^(?:<!doctype html|<html|<\?xml|<head|<body|<!--)/i.test(text)) return 'html';
  // A mailbox whose beginning is missing still has mails further on.
  if (lines.some((line, index) => lines[index - 1] === '' && isFromLine(line, lines[index + 1] ?? '')))
    return 'mbox';
  return isBinary(head) ? 'unknown' : 'text';
}

/** At least two fields of a mail header before the first blank line, and nothing that is no field. */
function isMessageHeader(lines: readonly string[]): boolean {
  let known = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') break;
    if (index > 0 && /^[ \t]/.test(line)) continue;
    const name = /^([!-9;-~]{1,100})[ \t]*:/.exec(line)?.[1];
    // The last line of the head may be cut in its middle; an old `>From` line may stand on top.
    if (!name && !line.startsWith('>From ') && index < lines.length - 1) return false;
    if (name && MAIL_FIELD.test(name.toLowerCase())) known += 1;
  }
  return known >= 2;
}

function isBinary(head: Uint8Array): boolean {
  let control = 0;
  for (const byte of head) {
    if (byte === 0) return true;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control += 1;
  }
  return control > head.length / 50;
}
