import type { Message, TextSegment } from '../../contracts/message';
import { instructionRanges, type TextRange } from '../../platform/text/assistant-instructions';

interface Readable {
  readonly segments: readonly TextSegment[];
  readonly subject: string;
}

/** Every part of a briefing reads the same mail, some of them for each sentence. */
const known = new WeakMap<Message, Readable>();

/** The segments of a mail with the passages cut out that try to give an assistant instructions: nothing is summarised, answered or sorted by them. */
export function readableSegments(message: Message): readonly TextSegment[] {
  return readable(message).segments;
}

/** The subject without such passages. */
export function readableSubject(message: Message): string {
  return readable(message).subject;
}

function readable(message: Message): Readable {
  let found = known.get(message);
  if (!found) {
    const passages = instructionRanges(message.text);
    found = {
      segments:
        passages.length === 0
          ? message.segments
          : message.segments.flatMap((segment) => without(segment, passages)),
      subject: withoutPassages(message.subject),
    };
    known.set(message, found);
  }
  return found;
}

function without(segment: TextSegment, passages: readonly TextRange[]): TextSegment[] {
  const kept: TextSegment[] = [];
  let from = segment.start;
  for (const { start, end } of passages) {
    if (end <= from || start >= segment.end) continue;
    if (start > from) kept.push({ ...segment, start: from, end: start });
    from = Math.min(end, segment.end);
  }
  if (from < segment.end) kept.push({ ...segment, start: from });
  return kept;
}

function withoutPassages(text: string): string {
  return instructionRanges(text)
    .reduceRight((kept, { start, end }) => kept.slice(0, start) + kept.slice(end), text)
    .trim();
}
