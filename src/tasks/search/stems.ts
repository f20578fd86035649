import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import type { DraftLanguage } from '../draft/language';
import { foldWord } from './words';

/** Snowball stemmers (Porter 2001) of the languages that Deskside tells apart. */
const STEMMERS: Readonly<Record<DraftLanguage, (word: string) => string>> = {
  ...{ en: english, de: german, es: spanish, fr: french, it: italian, nl: dutch },
};

/** A mailbox has some hundred thousand different words, most of them rare; what is remembered must not grow with it. */
const MOST_REMEMBERED = 50_000;

const remembered = new Map<string, string>();

/** What words of one origin have in common: `meetings` and `meeting` are the same. Numbers, and words with digits, stay as they are. */
export function stemOf(word: string, language: DraftLanguage): string {
  const key = `${language}${word}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const stem = /\p{N}/u.test(word) ? foldWord(word) : foldWord(STEMMERS[language](word.toLowerCase()));
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, stem);
  return stem;
}
