/** The kinds of personal data that are told apart. */
export const PERSONAL_DATA_TYPES = [
  'person',
  'email',
  'phone',
  'address',
  'iban',
  'card',
  'id-number',
  'date-of-birth',
  'ip',
  'url-with-token',
  'secret',
] as const;
export type PersonalDataType = (typeof PERSONAL_DATA_TYPES)[number];

/** `text === source.slice(start, end)`, offsets in UTF-16 code units. */
export interface PersonalDataSpan {
  readonly type: PersonalDataType;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
