import type { PersonalDataType } from '../../contracts/personal-data';

/** What a placeholder stands for: personal data, words that the user hid, or what looked like a placeholder in the text itself. */
export type HiddenKind = PersonalDataType | 'words' | 'as-written';

const NAMES: Readonly<Record<HiddenKind, string>> = {
  person: 'PERSON',
  email: 'EMAIL',
  phone: 'PHONE',
  address: 'ADDRESS',
  iban: 'IBAN',
  card: 'CARD',
  'id-number': 'NUMBER',
  'date-of-birth': 'BIRTHDATE',
  ip: 'IP',
  'url-with-token': 'LINK',
  secret: 'SECRET',
  words: 'WORDS',
  'as-written': 'TEXT',
};

/** Digits of a placeholder at most; a request that hides more values than this counts is none that anyone would send. */
const MOST_DIGITS = 4;
const ANY_NAME = Object.values(NAMES).join('|');

/** A placeholder as models write it: in any case, and with other marks between name and number. */
export function placeholderPattern(): RegExp {
  return new RegExp(String.raw`\[\s?(${ANY_NAME})[\s_-]?(\d{1,${MOST_DIGITS}})\s?\]`, 'giu');
}

/** UTF-16 code units that a placeholder has at most, as `placeholderPattern` finds it. */
export const LONGEST_PLACEHOLDER =
  Math.max(...Object.values(NAMES).map((name) => name.length)) + MOST_DIGITS + '[ _ ]'.length;

export function placeholder(kind: HiddenKind, number: number): string {
  return `[${NAMES[kind]}_${number}]`;
}

/** The one spelling of what `placeholderPattern` found. */
export function canonicalPlaceholder(name: string, digits: string): string {
  return `[${name.toUpperCase()}_${Number(digits)}]`;
}
