import { spansOf, type FoundSpan } from '../found-span';

const IBAN = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ \u00A0-]?[A-Z\d]{1,4}){3,9}(?![\p{L}\p{N}])/gu;
const CARD = /(?<![\p{L}\p{N}.+-])\d(?:[ \u00A0-]?\d){12,18}(?![\p{L}\p{N}]|[.-]\d)/gu;

/** Lengths of the countries' account numbers (registry of SWIFT); others are held to the general 15 to 34. */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  AD: 24, AE: 23, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27,
  GB: 22, GR: 27, HR: 21, HU: 28, IE: 22, IL: 23, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MT: 31,
  NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, RS: 22, SA: 24, SE: 24, SI: 19, SK: 24, SM: 27, TR: 26, UA: 29,
}; // prettier-ignore

/** Bank accounts (IBAN) and payment cards, only where the check digits are right. */
export function findBankNumbers(text: string): FoundSpan[] {
  const ibans = spansOf('iban', text, IBAN).flatMap((span) => validPart(text, span) ?? []);
  const cards = spansOf('card', text, CARD).filter(({ start, end }) => isCardNumber(text.slice(start, end)));
  return [...ibans, ...cards];
}

/** What follows an IBAN may look like more of it: "… 00 BIC", "… 32 EUR". */
function validPart(text: string, span: FoundSpan): FoundSpan | null {
  const written = text.slice(span.start, span.end);
  const length = IBAN_LENGTHS[written.slice(0, 2)];
  for (let end = written.length; end >= 15; end -= 1) {
    if (/[\p{L}\p{N}]/u.test(written.charAt(end))) continue;
    const compact = written.slice(0, end).replace(/[^A-Z\d]/g, '');
    const fits =
      length === undefined ? compact.length >= 15 && compact.length <= 34 : compact.length === length;
    if (fits && /[A-Z\d]$/.test(written.slice(0, end)) && isIban(compact))
      return { ...span, end: span.start + end };
  }
  return null;
}

/** ISO 13616: the number, rearranged and letters counted from 10, leaves 1 when divided by 97. */
function isIban(compact: string): boolean {
  let rest = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = parseInt(character, 36);
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest === 1;
}

/** Issuers by first digits, with the lengths that they issue. */
const ISSUERS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|2(?:2[2-9]|[3-6]|7[01]|720))/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|64[4-9]|65|622)/, [16, 17, 18, 19]],
  [/^3(?:0[0-5]|6|8|9)/, [14, 15, 16, 17, 18, 19]],
  [/^35(?:2[89]|[3-8])/, [16, 17, 18, 19]],
  [/^(?:5[06-8]|6[37])/, [13, 14, 15, 16, 17, 18, 19]],
];

function isCardNumber(written: string): boolean {
  const digits = written.replace(/\D/g, '');
  return (
    passesLuhn(digits) &&
    ISSUERS.some(([start, lengths]) => start.test(digits) && lengths.includes(digits.length))
  );
}

/** The check of card numbers (ISO/IEC 7812-1), and of several countries' identity numbers. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 1 && sum % 10 === 0;
}
