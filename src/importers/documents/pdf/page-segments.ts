import type { TextFragment } from './text-fragment';

/** Parts of the em: base lines closer than this are one, gaps under `WORD` are within a word, and gaps over `APART` part columns and cells. */
const SAME_LINE = 0.4;
const WORD = 0.13;
const APART = 1.3;

/** Fragments that stand beside one another on a line, put together; those far apart stay apart. From top to bottom, left to right. */
export function pageSegments(fragments: readonly TextFragment[]): TextFragment[] {
  const segments: TextFragment[] = [];
  for (const line of linesOf(fragments)) {
    let open: TextFragment | null = null;
    for (const fragment of line) {
      if (open && fragment.left - open.right < APART * Math.max(open.size, fragment.size))
        open = joined(open, fragment);
      else {
        if (open) segments.push(open);
        open = fragment;
      }
    }
    if (open) segments.push(open);
  }
  return segments.map((segment) => ({ ...segment, text: segment.text.trim() }));
}

/** Fragments by base line; raised and lowered letters belong to the line that they touch. */
export function linesOf(fragments: readonly TextFragment[]): TextFragment[][] {
  const lines: TextFragment[][] = [];
  const sorted = fragments.filter(({ text }) => text.trim() !== '').sort((a, b) => a.y - b.y);
  let anchor = { y: -Infinity, size: 0 };
  for (const fragment of sorted) {
    const near = fragment.y - anchor.y <= SAME_LINE * Math.max(anchor.size, fragment.size);
    const line = lines.at(-1);
    if (near && line) {
      line.push(fragment);
      if (fragment.size > anchor.size) anchor = fragment;
    } else {
      lines.push([fragment]);
      anchor = fragment;
    }
  }
  for (const line of lines) line.sort((a, b) => a.left - b.left);
  return lines;
}

function joined(before: TextFragment, after: TextFragment): TextFragment {
  const size = Math.max(before.size, after.size);
  const isGap = after.left - before.right > WORD * size;
  const spaced = /\s$/u.test(before.text) || /^\s/u.test(after.text);
  const larger = after.size > before.size * 1.1 ? after : before;
  return {
    text: before.text + (isGap && !spaced ? ' ' : '') + after.text,
    left: before.left,
    right: Math.max(before.right, after.right),
    y: larger.y,
    size,
  };
}
