import { foldName } from './fold-name';
import list from './given-names.json';
import { ORDINARY_NAMES } from './ordinary-names';

/** Stored as they are compared: to fold fifteen thousand when the module loads would be felt. */
const GIVEN_NAMES: ReadonlySet<string> = new Set(list.names.split(' '));

/** How much a word by itself tells that a person is meant. */
type NameStrength = 'given' | 'also-ordinary' | 'unknown';

/** Whether a word is a given name, and no word, place or month besides. Hyphenated names count when their first part does. */
export function nameStrength(word: string): NameStrength {
  const whole = foldName(word);
  const first = foldName(word.split('-')[0] ?? '');
  if (ORDINARY_NAMES.has(whole)) return 'also-ordinary';
  if (GIVEN_NAMES.has(whole)) return 'given';
  if (first !== whole && first.length > 2 && GIVEN_NAMES.has(first) && /-\p{Lu}/u.test(word)) return 'given';
  return 'unknown';
}
