import type { Message, TextSegment } from '../../contracts/message';
import { readableSegments } from './readable-segments';

/** How much of a mail is analysed, in UTF-16 code units: about 10,000 words, more than any mail a person wrote by hand. */
export const MAX_ANALYSED_CHARS = 60_000;

/**
 * The stretches that the sender wrote for this mail, without what is addressed to an assistant: the `body` segments, as far as they lie in the first `MAX_ANALYSED_CHARS` of body text.
 * A mail that consists of quoted text only (a bare forward, say) gives its quoted segments instead, since that is all there is to read.
 */
export function bodyRanges(message: Message): TextSegment[] {
  const segments = readableSegments(message);
  const hasText = (segment: TextSegment) =>
    /[\p{L}\p{N}]/u.test(message.text.slice(segment.start, segment.end));
  const written = segments.filter((segment) => segment.kind === 'body' && hasText(segment));
  const chosen = written.length > 0 ? written : segments.filter((segment) => segment.kind === 'quote');
  const ranges: TextSegment[] = [];
  let left = MAX_ANALYSED_CHARS;
  for (const segment of chosen) {
    if (left <= 0) break;
    const end = Math.min(segment.end, segment.start + left);
    ranges.push({ ...segment, end });
    left -= end - segment.start;
  }
  return ranges;
}

/** How many characters `bodyRanges` left out because the mail is too long. */
export function unreadChars(message: Message): number {
  const total = (segments: readonly TextSegment[]) =>
    segments.reduce((sum, segment) => sum + segment.end - segment.start, 0);
  const read = bodyRanges(message);
  const kind = read[0]?.kind ?? 'body';
  return Math.max(
    0,
    total(readableSegments(message).filter((segment) => segment.kind === kind)) - total(read),
  );
}
