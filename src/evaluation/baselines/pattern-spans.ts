import type { PersonalDataSpan, PersonalDataType } from '../../contracts/personal-data';

/** What a quick redaction script has: a pattern for each type that has a shape; no checksums, no names. The first type that fits keeps a stretch. */
const PATTERNS: readonly (readonly [PersonalDataType, RegExp])[] = [
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu],
  ['iban', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/gu],
  ['card', /\b(?:\d{4}[ -]?){3}\d{4}\b/gu],
  ['phone', /(?:\+\d{1,3}[ -]?)?(?:\(\d{1,4}\)[ -]?)?\d{2,4}(?:[ /-]?\d{2,4}){2,4}/gu],
];

export function patternSpans(text: string): PersonalDataSpan[] {
  const spans: PersonalDataSpan[] = [];
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (spans.some((span) => start < span.end && span.start < end)) continue;
      spans.push({ type, text: match[0], start, end });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}
