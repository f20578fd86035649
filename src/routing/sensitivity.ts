import type { EscalationPolicy } from '../contracts/escalation';
import {
  PERSONAL_DATA_TYPES,
  type PersonalDataSpan,
  type PersonalDataType,
} from '../contracts/personal-data';

/** Whether a mail may go anywhere at all, hidden parts or not. */
export interface Sensitivity {
  /** Why it stays, in words; null when nothing in it forbids that it goes. */
  readonly veto: string | null;
}

const TYPE_LABELS: Readonly<Record<PersonalDataType, string>> = {
  person: 'names of people',
  email: 'mail addresses',
  phone: 'phone numbers',
  address: 'postal addresses',
  iban: 'bank accounts',
  card: 'card numbers',
  'id-number': 'identity numbers',
  'date-of-birth': 'dates of birth',
  ip: 'network addresses',
  'url-with-token': 'links that open something',
  secret: 'passwords and keys',
};

/** A veto, not a score: one thing that must stay keeps the whole mail here. */
export function sensitivityOf(
  text: string,
  found: readonly Pick<PersonalDataSpan, 'type'>[],
  policy: EscalationPolicy,
): Sensitivity {
  const types = new Set(found.map(({ type }) => type));
  const staying = PERSONAL_DATA_TYPES.find((type) => types.has(type) && policy.stays.includes(type));
  if (staying !== undefined)
    return { veto: `It holds ${TYPE_LABELS[staying]}, and you said that such mail stays here.` };
  const word = policy.stayWords.find((one) => one.trim() !== '' && contains(text, one));
  if (word !== undefined)
    return { veto: `It holds “${word.trim()}”, and you said that such mail stays here.` };
  return { veto: null };
}

function contains(text: string, words: string): boolean {
  const plain = (value: string): string => value.replace(/\s+/gu, ' ').trim().toLowerCase();
  return plain(text).includes(plain(words));
}
