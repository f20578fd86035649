import { spansAfter, spansOf, type FoundSpan } from '../found-span';
import { passesLuhn } from './bank-numbers';

interface NationalNumber {
  readonly pattern: RegExp;
  /** The check digits, on the number as written. */
  readonly isValid: (written: string) => boolean;
  /** A word that must stand before it, where the form alone is too common. */
  readonly announcedBy?: RegExp;
}

/** How far before a number the word may stand, in UTF-16 code units. */
const ANNOUNCED_WITHIN = 160;

const digitsOf = (written: string): string => written.replace(/\D/g, '');

/** The weighted sum of leading digits. */
function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index] ?? 0), 0);
}

function isDayAndMonth(day: number, month: number): boolean {
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/** Numbers of persons whose form and check digits leave little doubt. */
const NATIONAL_NUMBERS: readonly NationalNumber[] = [
  {
    // Spain: DNI and NIE, letter by remainder of 23.
    pattern: /(?<![\p{L}\p{N}])(?:\d{8}|\d{2}\.\d{3}\.\d{3}|[XYZ][ -]?\d{7})[ -]?[A-Z](?![\p{L}\p{N}])/gu,
    isValid: (written) => {
      const compact = written
        .replace(/[^\dA-Z]/g, '')
        .replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
      return 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(compact.slice(0, 8)) % 23) === compact.charAt(8);
    },
  },
  {
    // United Kingdom: national insurance number.
    pattern:
      /(?<![\p{L}\p{N}])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\p{N}])/gu,
    isValid: (written) => !/^(?:BG|GB|NK|KN|TN|NT|ZZ)/.test(written),
  },
  {
    // United States: social security number.
    pattern: /(?<![\p{L}\p{N}.-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\p{L}\p{N}]|[.-]\d)/gu,
    isValid: () => true,
  },
  {
    // Finland: date, sign of the century, number, letter by remainder of 31.
    pattern: /(?<![\p{L}\p{N}])\d{6}[-+A-FU-Y]\d{3}[\dA-FHJ-NPR-Y](?![\p{L}\p{N}])/gu,
    isValid: (written) =>
      '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(Number(written.slice(0, 6) + written.slice(7, 10)) % 31) ===
      written.charAt(10),
  },
  {
    // Sweden: date and number, Luhn.
    pattern: /(?<![\p{L}\p{N}-])(?:19|20)?\d{6}[-+]\d{4}(?![\p{L}\p{N}]|-\d)/gu,
    isValid: (written) => {
      const digits = digitsOf(written).slice(-10);
      return isDayAndMonth(Number(digits.slice(4, 6)), Number(digits.slice(2, 4))) && passesLuhn(digits);
    },
  },
  {
    // Belgium: remainder of 97.
    pattern: /(?<![\p{L}\p{N}])\d{2}\.\d{2}\.\d{2}-\d{3}[.-]\d{2}(?![\p{L}\p{N}])/gu,
    isValid: (written) => {
      const digits = digitsOf(written);
      return ['', '2'].some(
        (century) => 97 - (Number(century + digits.slice(0, 9)) % 97) === Number(digits.slice(9)),
      );
    },
  },
  {
    // Switzerland: AHV number, check digit of EAN-13.
    pattern: /(?<![\p{L}\p{N}])756\.?\d{4}\.?\d{4}\.?\d{2}(?![\p{L}\p{N}])/gu,
    isValid: (written) => weighted(digitsOf(written), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
  },
  {
    // Brazil: CPF.
    pattern: /(?<![\p{L}\p{N}])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\p{L}\p{N}])/gu,
    isValid: (written) => {
      const digits = digitsOf(written);
      const first = ((weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
      const second = ((weighted(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
      return digits.endsWith(`${first}${second}`);
    },
  },
  {
    // Italy: codice fiscale; its form is its own.
    pattern: /(?<![\p{L}\p{N}])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\p{L}\p{N}])/gu,
    isValid: () => true,
  },
  {
    // France: social security number, key by remainder of 97.
    pattern: /(?<![\p{L}\p{N}])[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?![\p{L}\p{N}])/gu,
    isValid: (written) => {
      const digits = digitsOf(written);
      return 97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13));
    },
  },
  {
    // Netherlands: BSN, the test of eleven.
    pattern: /(?<![\p{L}\p{N}.,-])\d{3}[ .]?\d{3}[ .]?\d{3}(?![\p{L}\p{N}]|[.,-]\d)/gu,
    isValid: (written) => weighted(digitsOf(written), [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
    announcedBy: /\b(?:bsn|burgerservicenummer|sofinummer)\b/iu,
  },
  {
    // Poland: PESEL.
    pattern: /(?<![\p{L}\p{N}.,-])\d{11}(?![\p{L}\p{N}]|[.,-]\d)/gu,
    isValid: (written) => {
      const month = Number(written.slice(2, 4)) % 20;
      return (
        isDayAndMonth(Number(written.slice(4, 6)), month) &&
        weighted(written, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
      );
    },
  },
];

const THING =
  'passport|reisepass|paspoort|passeport|pasaporte|identity (?:card|document)|id[ -]card|personalausweis|ausweis|identiteitskaart|' +
  "driv(?:ing|er'?s?) licen[cs]e|führerschein|rijbewijs|permis de conduire|(?:number|licen[cs]e|registration) plate|kennzeichen|kenteken|matrícula|plaque|vehicle registration|registration|" +
  'employee|staff|personnel|personal|personeels?|badge|payroll|patient|nhs|hospital|medical record|mrn|student|matrikel|pupil|member(?:ship)?|mitglieds|lidmaatschaps?|insurance|policy|versicherungs?|versicherten|' +
  'social security|sozialversicherungs?|national insurance|sécurité sociale|tax(?:payer)?|steuer|fiscal|dni|nie|nif|cif|bsn|burgerservice|ssn|ahv|avs|ni|pesel|cpf|cnp|personnummer|cpr|fødsels|henkilötunnus|codice fiscale|visa|residence permit|frequent flyer|loyalty';
const NUMBER_WORD = String.raw`(?:[ -]?(?:card|document|permit|identification|reference|record|id|plate))?[ -]?(?:numbers?|no\.?|nr\.?|nummers?|numéro|n[º°]\.?|número|id|#)?`;
const CUE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:${THING})${NUMBER_WORD}|(?:id|identification)[ -]?(?:numbers?|no\.?|nr\.?|nummer))(?![\p{L}\p{N}])`,
  'giu',
);
/** What may stand between the word and its number, within one sentence. Codes are written in capitals, whatever the word is. */
const VALUE_AFTER_CUE =
  /(?:[ \t]*[:=(#][ \t(#]*|[^\d\n.!?:]{0,28}?[ \t:(])(?<value>(?=[A-Z ./-]{0,12}\d)[A-Z\d]{1,20}(?:[ ./-]{1,2}(?=[A-Z./-]{0,4}\d|[A-Z]{1,2}(?![\p{L}\p{N}]))[A-Z\d]{1,12}){0,8})(?![\p{L}\p{N}])/duy;

/** Numbers that stand for one person: by form and check digits, or after the word for the document that bears them. */
export function findIdNumbers(text: string): FoundSpan[] {
  const national = NATIONAL_NUMBERS.flatMap(({ pattern, isValid, announcedBy }) =>
    spansOf('id-number', text, pattern).filter(
      ({ start, end }) =>
        isValid(text.slice(start, end)) &&
        (announcedBy?.test(text.slice(Math.max(0, start - ANNOUNCED_WITHIN), start)) ?? true),
    ),
  );
  const cued = spansAfter('id-number', text, CUE, VALUE_AFTER_CUE).filter(({ start, end }) =>
    isIdentifier(text.slice(start, end)),
  );
  return [...national, ...cued];
}

function isIdentifier(value: string): boolean {
  const digits = digitsOf(value).length;
  const letters = value.match(/\p{L}/gu)?.length ?? 0;
  // A number plate has few digits, but letters besides.
  if (digits < (letters >= 2 ? 2 : 4) || digits + letters < 4 || value.length > 30) return false;
  // Dates, hours and amounts stand after the same words.
  return !/^(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d(?:[./-]\d{1,2}){0,2}|\d{1,3}(?:[.,]\d{3})*[.,]\d{2}|\d{1,2}[-./ ]\d{1,2}|(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON) ?\d.*)$/u.test(
    value,
  );
}
