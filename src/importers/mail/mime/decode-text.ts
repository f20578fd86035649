import { decoderLabel, isVagueCharset } from './charset';
import { decodeTransfer } from './decode-transfer';
import { joinFlowed } from './join-flowed';
import type { MimePart } from './mime-part';

export interface DecodedText {
  /** format=flowed unwrapped; line ends as they came. */
  readonly text: string;
  readonly flowed: boolean;
  /** The stated character set when it is unknown or plainly wrong for the bytes; `''` when none was stated and it had to be guessed. */
  readonly doubtfulCharset: string | null;
  /** Whether base64 content ends in the middle of a group. */
  readonly truncated: boolean;
}

const utf8 = new TextDecoder();
const western = new TextDecoder('windows-1252');

/** Decodes a `text/*` part: transfer encoding, character set and format=flowed. */
export function decodeTextPart(part: MimePart): DecodedText {
  const { text, doubtfulCharset } = decodeBytes(part, decodeTransfer(part.body, part.encoding));
  const { params } = part.type;
  const flowed = params.get('format')?.toLowerCase() === 'flowed';
  return {
    text: flowed ? joinFlowed(text, params.get('delsp')?.toLowerCase() === 'yes') : text,
    flowed,
    doubtfulCharset,
    truncated: part.encoding === 'base64' && base64Length(part.body) % 4 !== 0,
  };
}

function decodeBytes(part: MimePart, bytes: Uint8Array): Pick<DecodedText, 'text' | 'doubtfulCharset'> {
  const stated = part.type.params.get('charset') ?? '';
  const label = decoderLabel(stated);
  const definite = label !== null && label !== 'utf-8' && label !== 'utf8' && !isVagueCharset(stated);
  if (definite) return { text: decoderOf(label).decode(bytes), doubtfulCharset: null };

  const text = utf8.decode(bytes);
  const doubtful = label === null && !isVagueCharset(stated) ? stated : '';
  if (!text.includes('\uFFFD')) {
    const unnamed = label === null && !isVagueCharset(stated) && /[^\0-\x7f]/.test(text);
    return { text, doubtfulCharset: unnamed ? stated : null };
  }
  // One bad byte in good UTF-8 stays one bad character; otherwise it is the old Western set, as nearly always.
  const broken = text.split('\uFFFD').length - 1;
  const sound = text.match(/[^\0-\x7f\uFFFD]/g)?.length ?? 0;
  if (broken <= sound) return { text, doubtfulCharset: doubtful || stated };
  return { text: western.decode(bytes), doubtfulCharset: doubtful || stated };
}

const decoders = new Map<string, TextDecoder>();

/** As many as there are labels that `TextDecoder` knows. */
function decoderOf(label: string): TextDecoder {
  const decoder = decoders.get(label) ?? new TextDecoder(label);
  decoders.set(label, decoder);
  return decoder;
}

/** Characters in the body that are not white space: base64 with its padding. */
export function base64Length(body: Uint8Array): number {
  let count = body.length;
  const countSpace = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) if ((body[at] as number) <= 0x20) count -= 1;
  };
  // Four bytes at once, since attachments are most of a mailbox.
  const first = -body.byteOffset & 3;
  if (body.length < first) {
    countSpace(0, body.length);
    return count;
  }
  const words = new Int32Array(body.buffer, body.byteOffset + first, (body.length - first) >> 2);
  const end = first + words.length * 4;
  countSpace(0, first);
  for (let nth = 0; nth < words.length; nth += 1) {
    const word = words[nth] as number;
    if (mayHoldSpace(word)) countSpace(first + nth * 4, first + nth * 4 + 4);
  }
  countSpace(end, body.length);
  return count;
}

/** Whether one of the four bytes is under 0x21: the highest bit of one is then lent to the subtraction. */
function mayHoldSpace(word: number): boolean {
  return ((word - 0x21212121) & ~word & 0x80808080) !== 0;
}
