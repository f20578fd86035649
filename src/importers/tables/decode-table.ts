/** Text of a table's bytes: UTF-8 and UTF-16 with or without their marks, else Windows-1252, which spreadsheets write. */
export function decodeTable(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const zeros = countZeros(bytes.subarray(0, 200));
  // Latin text in UTF-16 has a zero in each pair of bytes.
  if (zeros.even > 20 && zeros.odd === 0) return new TextDecoder('utf-16be').decode(bytes);
  if (zeros.odd > 20 && zeros.even === 0) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function countZeros(bytes: Uint8Array): { even: number; odd: number } {
  const count = { even: 0, odd: 0 };
  bytes.forEach((byte, index) => {
    if (byte === 0) count[index % 2 === 0 ? 'even' : 'odd'] += 1;
  });
  return count;
}
