import parsePhoneNumber, { type CountryCode } from 'libphonenumber-js/min';
import { spansOf, type FoundSpan } from '../found-span';

/** With a country code: `+44 20 …`, `0044 20 …`. */
const INTERNATIONAL =
  /(?<![\p{L}\p{N}+])(?:\+|00)[1-9]\d{0,3}(?:[ \u00A0./-]{0,2}\(?\d{1,8}\)?){1,8}(?![\p{L}\p{N}]|[.-]\d)/gu;
/** As dialled at home: an area code in brackets or with a leading zero, in at least two groups. */
const NATIONAL =
  /(?<![\p{L}\p{N}+./-]|\d )(?<!\d\d [A-Z]{4} )(?:\(0?\d{2,5}\)|0\d{1,5})(?:(?:[ \u00A0./-]| ?[/-] ?)\d{2,8}){1,5}(?![\p{L}\p{N}]|[./-]\d)/gu;
const GROUPED = /(?<![\p{L}\p{N}+./-])[2-9]\d{2}[-. ]\d{3}[-. ]\d{4}(?![\p{L}\p{N}]|[.-]\d)/gu;
const CUED =
  /(?:\b(?:tel(?:ephone|efon|efoon|éfono|\.)?|phone|mobile?|mob|cell|handy|m[óo]vil|portable|fax|whatsapp|signal|hotline|direct (?:line|dial)|call|ring|text|reach|dial|rufnummer|durchwahl|gsm|puh|tlf|numéro|number)\b[^\d\n+]{0,24})(?<value>\(?\d{2,5}\)?(?:[ \u00A0./-]{0,2}\d{2,8}){1,5})(?![\p{L}\p{N}]|[./-]\d)/dgiu;

/** Where a number without country code may be at home; the numbering plans of others differ too much to tell. */
const HOMES: readonly CountryCode[] = [
  'GB',
  'DE',
  'NL',
  'FR',
  'US',
  'IT',
  'ES',
  'AT',
  'CH',
  'BE',
  'SE',
  'PL',
  'IE',
  'AU',
  'ZA',
  'PT',
  'DK',
  'NO',
  'FI',
  'IN',
  'BR',
];

/** Telephone numbers whose length a numbering plan allows; invented numbers count, since the people who hold them may not be. */
export function findPhoneNumbers(text: string): FoundSpan[] {
  const international = spansOf('phone', text, INTERNATIONAL).filter(({ start, end }) =>
    isPossible(text.slice(start, end).replace(/^00/, '+').replace(/\(0\)/, '')),
  );
  const national = [...spansOf('phone', text, NATIONAL), ...spansOf('phone', text, GROUPED)].filter(
    ({ start, end }) => HOMES.some((home) => isValidIn(text.slice(start, end), home)),
  );
  const cued = spansOf('phone', text, CUED).filter(({ start, end }) => {
    const written = text.slice(start, end);
    return written.replace(/\D/g, '').length <= 13 && HOMES.some((home) => isValidIn(written, home));
  });
  return [...international, ...national, ...cued].map((span) => trimmed(text, span));
}

/** Dates, sums and hours are written with the same signs. */
function isTelephoneLike(written: string): boolean {
  const digits = written.replace(/\D/g, '');
  return (
    digits.length >= 8 &&
    !/^0+$/.test(digits) &&
    !/\b\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d\b|^\d{1,2}[./-](?:19|20)\d\d\b/.test(written)
  );
}

function isPossible(written: string): boolean {
  return parsePhoneNumber(written)?.isPossible() ?? false;
}

function isValidIn(written: string, home: CountryCode): boolean {
  return isTelephoneLike(written) && (parsePhoneNumber(written, home)?.isValid() ?? false);
}

/** Without a bracket that belongs to the sentence: "(call +44 20 …)". */
function trimmed(text: string, span: FoundSpan): FoundSpan {
  const written = text.slice(span.start, span.end);
  const isOpen = written.lastIndexOf('(') > written.slice(0, -1).lastIndexOf(')');
  return written.endsWith(')') && !isOpen ? { ...span, end: span.end - 1 } : span;
}
