/** The names before the colon, and the values that they take where these are few. */
export const FILTERS = {
  from: { hint: 'who sent it', values: [] },
  to: { hint: 'who it went to', values: [] },
  cc: { hint: 'who got a copy', values: [] },
  subject: { hint: 'a word of the subject or title', values: [] },
  label: { hint: 'how it was sorted', values: ['reply', 'act', 'read', 'skip'] },
  before: { hint: 'a day, month or year', values: ['today', 'yesterday'] },
  after: { hint: 'a day, month or year', values: ['7d', '30d', 'yesterday'] },
  on: { hint: 'a day, month or year', values: ['today', 'yesterday'] },
  has: { hint: 'what comes with it', values: ['attachment', 'draft'] },
  in: { hint: 'where it is', values: ['inbox', 'sent', 'documents'] },
  is: { hint: 'its state', values: ['urgent'] },
} as const;

export type FilterName = keyof typeof FILTERS;

export function isFilterName(name: string): name is FilterName {
  return Object.hasOwn(FILTERS, name);
}
