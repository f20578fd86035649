import type { Message, SegmentKind } from '../../contracts/message';

/** A stretch of a mail as the page shows it: neighbours of one kind joined, blank lines at the edges left out. */
export interface MailBlock {
  readonly kind: SegmentKind;
  readonly start: number;
  readonly end: number;
  readonly lines: number;
}

export function mailBlocks(message: Pick<Message, 'text' | 'segments'>): MailBlock[] {
  const joined: { kind: SegmentKind; start: number; end: number }[] = [];
  for (const segment of message.segments) {
    const last = joined.at(-1);
    if (last?.kind === segment.kind) last.end = segment.end;
    else joined.push({ ...segment });
  }
  return joined.flatMap((block) => {
    const raw = message.text.slice(block.start, block.end);
    const text = raw.replace(/^(?:[^\S\n]*\n)+/, '');
    const start = block.start + raw.length - text.length;
    const shown = text.trimEnd();
    if (shown === '') return [];
    return [{ kind: block.kind, start, end: start + shown.length, lines: shown.split('\n').length }];
  });
}
