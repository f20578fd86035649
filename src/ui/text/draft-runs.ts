export interface DraftRun {
  readonly text: string;
  readonly start: number;
  readonly kind: 'text' | 'blank' | 'unsupported';
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The draft cut into plain text, blanks, and specifics that nothing supports. A blank wins where both lie. */
export function draftRuns(
  text: string,
  blanks: readonly Stretch[],
  unsupported: readonly Stretch[],
): DraftRun[] {
  const marks = [
    ...blanks.map((mark) => ({ ...mark, kind: 'blank' as const })),
    ...unsupported.map((mark) => ({ ...mark, kind: 'unsupported' as const })),
  ].sort((a, b) => a.start - b.start || a.kind.localeCompare(b.kind));

  const runs: DraftRun[] = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.start < at || mark.end > text.length) continue;
    if (mark.start > at) runs.push({ text: text.slice(at, mark.start), start: at, kind: 'text' });
    runs.push({ text: text.slice(mark.start, mark.end), start: mark.start, kind: mark.kind });
    at = mark.end;
  }
  if (at < text.length) runs.push({ text: text.slice(at), start: at, kind: 'text' });
  return runs;
}
