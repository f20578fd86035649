import type { PageLanguage } from '../../src/contracts/settings';
import { parseRule } from '../../src/tasks/classify/parse-rule';

/** A rule as it was understood, in short: category, urgency, conditions as `sender contains Acme|Apex`; or the problem. */
export type ShortReading = string | readonly [string, boolean | null, ...string[]];

/** Reads a sentence as on a page of that language. */
export function readRule(sentence: string, language: PageLanguage): ShortReading {
  const reading = parseRule(sentence, language);
  if (!reading.understood) return reading.problem;
  const conditions = reading.conditions.map(({ field, test, values }) =>
    `${field} ${test} ${values.join('|')}`.trim(),
  );
  return [reading.category, reading.urgent, ...conditions];
}
