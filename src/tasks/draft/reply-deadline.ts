import type { Sentence } from '../text/sentences';

const CLOCK = String.raw`\d{1,2}(?:[.:]\d{2})?(?![\d\p{L}]|\s*(?:%|days?\b|weeks?\b|hours?\b|minutes?\b))(?:\s*(?:am|pm|a\.m\.|p\.m\.|uhr))?`;
const HOUR = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
const DAY = String.raw`(?:today|tonight|tomorrow|noon|midday|midnight|lunch(?:time)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\b)`;
const MOMENT = String.raw`(?:the\s+)?(?:(?:end|close)\s+of\s+)?(?:this\s+|next\s+)?(?:${DAY}|${CLOCK}|(?:${HOUR})\b(?!\s+(?:of|days?|weeks?|hours?|minutes?|months?|more))|(?:week|month)\b)(?:\s+(?:${DAY}|${CLOCK}|morning|afternoon|evening|night|lunch(?:time)?|at|on|of|the|this|next|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|\d{4}|\d{1,2}(?:st|nd|rd|th)|handover|call|meeting)\b){0,6}`;
/** "before 9.30", "by Friday 12 February": the moment until which the sender waits. */
const UNTIL = new RegExp(
  String.raw`\b(?:by|before|until|till?|no\s+later\s+than)\s+(?:about\s+)?(?<when>${MOMENT})`,
  'iu',
);
/** What makes it a wait for the reader's answer, right before it: "I need to know", "if I hear nothing", "a yes or a no from you". */
const AWAITS_ANSWER =
  /\b(?:know|hear(?:d)?|answers?|reply|replies|respond|response|decision|decide|confirm|confirmation|yes\s+or\s+(?:an?\s+)?no|(?:a|one)\s+(?:\w+\s+)?(?:word|line)|let\s+(?:me|us)\s+have|back\s+to\s+(?:me|us)|tell\s+(?:me|us)|needs?\s+(?:it|this|that|from\s+you))\b(?<between>[^.;!?]*)$/iu;
/** How far the moment may be from that, in characters. */
const NEAR = 48;
/** Another deed stands between, so that the moment is its end. */
const OTHER_DEED =
  /\b(?:and|so\s+that|because|if|when|whether|order|deliver|arrives?|send|write|pay|close)\b|,\s+(?:as|since)\b/iu;

/** A day that has another name by the time of the answer. */
const RELATIVE = /\b(?:today|tonight|tomorrow|next)\b/iu;

/** "before 9.30", "by Friday 12 February", in the words of the mail: until then the sender waits for the answer. Null when the mail names no such moment. English only. */
export function findReplyDeadline(sentences: readonly Sentence[]): string | null {
  for (const { text } of sentences) {
    const match = UNTIL.exec(text);
    const when = match?.groups?.['when']?.replace(/(?:\s+(?:at|on|of|the|this|next))+$/iu, '').trim();
    if (!match || when === undefined || RELATIVE.test(when)) continue;
    const { between } = AWAITS_ANSWER.exec(text.slice(0, match.index))?.groups ?? {};
    if (between === undefined || between.length > NEAR || OTHER_DEED.test(between)) continue;
    return `${/^before\b/iu.test(match[0]) ? 'before' : 'by'} ${when}`;
  }
  return null;
}
