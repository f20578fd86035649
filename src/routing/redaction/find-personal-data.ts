import type { PersonalDataSpan } from '../../contracts/personal-data';
import { findAddresses } from './detectors/addresses';
import { findBankNumbers } from './detectors/bank-numbers';
import { findBirthDates } from './detectors/birth-dates';
import { findIdNumbers } from './detectors/id-numbers';
import { findInternetNames } from './detectors/internet-names';
import { findPhoneNumbers } from './detectors/phone-numbers';
import { findSecrets } from './detectors/secrets';
import { withoutOverlaps, type FoundSpan } from './found-span';
import { findPersons } from './persons/find-persons';

interface PersonalDataHints {
  /** Names of people that are known to matter here: the display names of a mail's header, say. */
  readonly people?: readonly string[];
}

/** In order of precedence where two see different things in the same characters. */
const DETECTORS: readonly ((text: string) => FoundSpan[])[] = [
  findInternetNames,
  findSecrets,
  findBankNumbers,
  findIdNumbers,
  findBirthDates,
  findPhoneNumbers,
  findAddresses,
];

/**
 * The personal data in a text by rules and checksums, every occurrence, in order and without overlaps. Rules find what has a form; a name that is
 * on no list, greets nobody and signs nothing can be missed, so a text without spans is not proven free of personal data.
 */
export function findPersonalData(text: string, hints: PersonalDataHints = {}): readonly PersonalDataSpan[] {
  const formal = withoutOverlaps(DETECTORS.map((detect) => detect(text)));
  const persons = findPersons(text, hints.people ?? [], formal);
  return withoutOverlaps([formal, persons]).map(({ type, start, end }) => ({
    type,
    text: text.slice(start, end),
    start,
    end,
  }));
}
