interface Mark {
  readonly start: number;
  readonly end: number;
}

/**
 * Marks on `before`, moved to where their text stands in `after`. An edit replaces one stretch; marks that it touches
 * are dropped until the text is checked again.
 */
export function shiftMarks<M extends Mark>(before: string, after: string, marks: readonly M[]): M[] {
  if (before === after) return [...marks];
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;

  const editEnd = before.length - tail;
  const shift = after.length - before.length;
  return marks.flatMap((mark) => {
    if (mark.end <= head) return [mark];
    if (mark.start >= editEnd) return [{ ...mark, start: mark.start + shift, end: mark.end + shift }];
    return [];
  });
}
