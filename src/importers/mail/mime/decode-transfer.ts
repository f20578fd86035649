/*
 * Transfer encodings (RFC 2045, 6.7 and 6.8). postal-mime decodes them too, but each time by way of a Blob, whose bytes a browser fetches from
 * another process: with several texts in a mail, that took longer than all the rest of reading it.
 */
const EQUALS = 0x3d;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

const latin1 = new TextDecoder('latin1');

/** The content of a part in its own character set. What is broken in the encoding is left as it stands. */
export function decodeTransfer(body: Uint8Array, encoding: string): Uint8Array {
  if (encoding === 'base64') return decodeBase64(latin1.decode(body));
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(body) : body;
}

function decodeBase64(text: string): Uint8Array {
  // Some programs pad every line, so that padding ends a unit and not the whole.
  const units = text
    .replace(/[^a-zA-Z0-9+/=]+/g, '')
    .split(/=+/)
    .map(decodeUnit);
  const [only] = units;
  if (units.length === 1 && only) return only;
  const bytes = new Uint8Array(units.reduce((sum, unit) => sum + unit.length, 0));
  let at = 0;
  for (const unit of units) {
    bytes.set(unit, at);
    at += unit.length;
  }
  return bytes;
}

function decodeUnit(unit: string): Uint8Array {
  // A single letter left over holds less than a byte.
  const binary = atob(unit.length % 4 === 1 ? unit.slice(0, -1) : unit);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

function decodeQuotedPrintable(body: Uint8Array): Uint8Array {
  const decoded = new Uint8Array(body.length);
  let size = 0;
  let from = 0;
  for (;;) {
    const sign = body.indexOf(EQUALS, from);
    const end = sign < 0 ? body.length : sign;
    decoded.set(body.subarray(from, end), size);
    size += end - from;
    if (sign < 0) return decoded.subarray(0, size);
    const high = hexDigit(body[sign + 1]);
    const low = hexDigit(body[sign + 2]);
    const lineEnd = softBreakEnd(body, sign + 1);
    if (high >= 0 && low >= 0) {
      decoded[size] = (high << 4) | low;
      size += 1;
      from = sign + 3;
    } else if (lineEnd > 0) {
      from = lineEnd;
    } else {
      decoded[size] = EQUALS;
      size += 1;
      from = sign + 1;
    }
  }
}

/** Where the next line begins when a line ends at `at`, but for space that was added on the way; 0 when it does not. */
function softBreakEnd(body: Uint8Array, at: number): number {
  let end = at;
  while (body[end] === 0x20 || body[end] === 0x09) end += 1;
  if (end >= body.length) return end;
  if (body[end] === CARRIAGE_RETURN) end += 1;
  return body[end] === LINE_FEED ? end + 1 : 0;
}

function hexDigit(code = 0): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
