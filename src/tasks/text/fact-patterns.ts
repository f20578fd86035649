import type { FactKind } from '../../contracts/briefing';
import { OTHER_DATES } from './calendar-dates';
import { LITERAL_NUMBER_WORDS, NUMBER_WORDS } from './number-words';

const NUMBER = String.raw`\d+(?:[.,'’\u00a0\u202f]\d+)*`;
const CURRENCY_SIGN = String.raw`[€$£¥₹]|\b(?:US|A|C|NZ)\$`;
const CURRENCY_CODE = String.raw`EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|CAD|AUD|NZD|INR|CNY|SGD|HKD|ZAR|BRL|MXN`;
const CURRENCY_WORD = String.raw`euros?|dollars?|pounds?|francs?|kroner|kronor|pence|cents?|quid`;
const MAGNITUDE = String.raw`(?:\s?(?:k|m|bn|million|billion|thousand))`;
const STREET_WORD = String.raw`Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Square|Court|Way|Place|Quay|Row|Terrace|Crescent|Boulevard|Blvd`;

/** One way to recognise a specific. Earlier entries win where matches overlap. */
export interface FactPattern {
  readonly kind: FactKind;
  readonly pattern: RegExp;
}

/** All specifics but names and named-month dates, which need more than a pattern. In order of precedence. */
export const FACT_PATTERNS: readonly FactPattern[] = [
  {
    kind: 'address',
    pattern: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu,
  },
  { kind: 'address', pattern: /\bhttps?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?]/giu },
  // No name of a host has more labels; with no bound, each of a long row of them would be read to its end.
  {
    kind: 'address',
    pattern:
      /\b(?:www\.)?(?:[a-z\d-]{2,63}\.){1,10}(?:[a-z]{2,12})(?:\/[^\s<>"')\]]*[^\s<>"')\].,;:!?])?(?![\p{L}\p{N}])/giu,
  },
  {
    kind: 'address',
    pattern: new RegExp(
      String.raw`\b\d{1,4}[a-z]?,?\s+(?:\p{Lu}[\p{L}'’.-]+\s+){1,3}(?:${STREET_WORD})\b`,
      'gu',
    ),
  },
  {
    kind: 'address',
    pattern:
      /(?:(?<![\p{L}'’.-])\p{Lu}[\p{L}'’.-]{0,60}(?:straat|stra(?:ß|ss)e|weg|gade|gatan|katu|laan|plein|gracht|kade)|\b(?:rue|via|calle|avenida|ul\.)\s\p{Lu}[\p{L}'’.-]+)\s+\d{1,4}[a-z]?\b/gu,
  },
  {
    kind: 'amount',
    pattern: new RegExp(String.raw`(?:${CURRENCY_SIGN})\s?-?${NUMBER}${MAGNITUDE}?(?![\p{L}])`, 'gu'),
  },
  {
    kind: 'amount',
    pattern: new RegExp(String.raw`\b(?:${CURRENCY_CODE})\s?-?${NUMBER}${MAGNITUDE}?(?![\p{L}])`, 'gu'),
  },
  {
    kind: 'amount',
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,])${NUMBER}${MAGNITUDE}?\s?(?:[€$£¥₹]|(?:${CURRENCY_CODE}|${CURRENCY_WORD})\b)`,
      'gu',
    ),
  },
  {
    kind: 'time',
    pattern:
      /(?<![\p{L}\p{N}.,:])(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d)?\s?(?:[ap]\.?m\b\.?|o['’]?\s?clock\b)/giu,
  },
  { kind: 'time', pattern: /(?<![\p{L}\p{N}.,:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])/gu },
  { kind: 'time', pattern: /\b(?:noon|midnight|midday)\b/giu },
  ...OTHER_DATES.map((pattern): FactPattern => ({ kind: 'date', pattern })),
  // Account, card and phone numbers, which are checked as a whole.
  { kind: 'number', pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{2,4}){3,8}\b/gu },
  {
    kind: 'number',
    pattern:
      /(?<![\p{L}\p{N}.,:/-])(?:\+\d{1,3}[ -]?)?\(?\d{2,5}\)?(?:[ -]\d{2,8}){2,}(?![\p{L}\p{N}.,:/-]*\d)/gu,
  },
  { kind: 'number', pattern: /(?<![\p{L}\p{N}])\+\d{1,3}(?:[ -]?\(?\d{1,8}\)?){1,7}(?![\p{L}\p{N}])/gu },
  {
    kind: 'number',
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,/-])${NUMBER}\s+(?:of|out of)\s+${NUMBER}(?![\p{L}\p{N}])`,
      'gu',
    ),
  },
  {
    kind: 'number',
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,])${NUMBER}\s?(?:%|‰|per\s?cent\b)`, 'gu'),
  },
  // Scales and running times: 1:200, 36:00:00.
  { kind: 'number', pattern: /(?<![\p{L}\p{N}.,:])\d+(?::\d+)+(?![\p{L}\p{N}])/gu },
  // Codes: letters and digits in one token, or digits joined by hyphens or slashes. "50-minute" is a number and a word.
  {
    kind: 'name',
    pattern:
      /(?<![\p{L}\p{N}])[#№]?(?!\d+(?:-\p{Ll}{3,})+(?![\p{L}\p{N}]))(?=[\p{L}\p{N}/_.-]{0,60}\p{N})(?=[\p{L}\p{N}/_.-]{0,60}(?:\p{L}|[-/_]\p{N}))[\p{L}\p{N}]+(?:[-/_.][\p{L}\p{N}]+)*/gu,
  },
  { kind: 'number', pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])[#№+]?${NUMBER}(?![\p{L}\p{N}])`, 'gu') },
  {
    kind: 'number',
    pattern: new RegExp(
      String.raw`\b(?:${[...NUMBER_WORDS.keys()].join('|')}|${LITERAL_NUMBER_WORDS})\b`,
      'giu',
    ),
  },
];
