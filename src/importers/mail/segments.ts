import type { TextSegment } from '../../contracts/message';
import { instructionRanges } from '../../platform/text/assistant-instructions';
import { markFooters } from './segmentation/mark-footers';
import { markQuotes } from './segmentation/mark-quotes';
import { markSignatures } from './segmentation/mark-signatures';
import { toLines, toSegments } from './segmentation/text-lines';

export interface SegmentContext {
  /** Display name of the sender, by which a closing name is known. */
  readonly senderName?: string;
  /** Whether the subject says that the mail was passed on. */
  readonly isForward?: boolean;
}

const FORWARD_SUBJECT = /^\s*(?:(?:re|aw|sv)\s*:\s*)?(?:fwd?|wg|rv|tr|doorst|i|enc|vb)\s*:/i;

export function isForwardSubject(subject: string): boolean {
  return FORWARD_SUBJECT.test(subject);
}

/**
 * Splits a mail's text into what the sender wrote, what is quoted, the signature and legal or subscription footers. The segments are in
 * order and cover the text exactly. Forwarded mail under little own text counts as body, since it is what the mail is about.
 */
export function segmentText(text: string, context: SegmentContext = {}): TextSegment[] {
  const last = instructionRanges(text).at(-1);
  // What someone put below the sign-off must not hide the sign-off.
  if (!last || last.start === 0 || text.slice(last.end).trim() !== '') return segmentsOf(text, context);
  return [
    ...segmentsOf(text.slice(0, last.start), context),
    { kind: 'body', start: last.start, end: text.length },
  ];
}

function segmentsOf(text: string, context: SegmentContext): TextSegment[] {
  const lines = toLines(text);
  markQuotes(lines, context.isForward ?? false);
  markFooters(lines);
  markSignatures(lines, context.senderName ?? '');
  return toSegments(lines, text.length);
}
