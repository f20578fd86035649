/** The end of the last whole sentence or line of a text that is still being written. */
export function spokenEnd(text: string): number {
  let end = 0;
  for (const match of text.matchAll(/[.!?…](?=\s)|\n/gu)) end = match.index + match[0].length;
  return end;
}
