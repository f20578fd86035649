const SIGNATURE = '-- ';

/**
 * The text of a part with `format=flowed` (RFC 3676), its lines joined where they flow. With `delSp` the space at which a line was broken is
 * taken out. postal-mime joins them too, but each time by way of a Blob, whose bytes a browser fetches from another process.
 */
export function joinFlowed(text: string, delSp: boolean): string {
  const lines: string[] = [];
  /** What the line at hand was broken into. */
  let pieces: string[] = [];
  const endLine = (): void => {
    const last = pieces.at(-1) ?? '';
    if (!last.endsWith(' ') || isSignature(pieces)) {
      lines.push(pieces.join(''));
      pieces = [];
    } else if (delSp) {
      pieces.pop();
      if (last.length > 1) pieces.push(last.slice(0, -1));
    }
  };
  for (const [index, written] of text.split('\n').entries()) {
    if (index > 0) endLine();
    const piece = withoutCarriageReturns(written.startsWith(' ') ? written.slice(1) : written);
    if (piece !== '') pieces.push(piece);
  }
  return [...lines, pieces.join('')].join('\n');
}

/** The line above a signature ends with a space and does not flow. */
function isSignature(pieces: readonly string[]): boolean {
  return pieces.length <= SIGNATURE.length && pieces.join('') === SIGNATURE;
}

/** At the end, where the line ended with them. */
function withoutCarriageReturns(line: string): string {
  let { length } = line;
  while (line[length - 1] === '\r') length -= 1;
  return line.slice(0, length);
}
