import type { RuleCondition, RuleField, RuleTest, TriageRule } from '../../../contracts/learning';
import { CATEGORY_LABELS } from '../../format/labels';
import { allOf, anyOf } from '../../format/lists';
import * as m from '../../i18n/compiled/messages';

/** How a field is called by itself, and within a sentence. */
const FIELDS = {
  sender: [m.learning_field_sender, m.learning_said_sender],
  recipient: [m.learning_field_recipient, m.learning_said_recipient],
  list: [m.learning_field_list, m.learning_said_list],
  subject: [m.learning_field_subject, m.learning_said_subject],
  text: [m.learning_field_text, m.learning_said_text],
  attachment: [m.learning_field_attachment, m.learning_said_attachment],
} as const satisfies Readonly<Record<RuleField, unknown>>;

/** How a comparison is called by itself, and the sentence that it makes. */
const TESTS = {
  is: [m.learning_test_is, m.learning_condition_is],
  contains: [m.learning_test_contains, m.learning_condition_contains],
  'not-contains': [m.learning_test_lacks, m.learning_condition_lacks],
} as const satisfies Readonly<Record<RuleTest, unknown>>;

export function fieldLabel(field: RuleField): string {
  return FIELDS[field][0]();
}

export function testLabel(test: RuleTest): string {
  return TESTS[test][0]();
}

/** A text in the quotation marks of the page's language. */
export function quoted(text: string): string {
  return m.learning_quoted({ text });
}

/** A condition as a sentence without its end: `sender contains “Acme” or “Apex”`. */
export function conditionInWords({ field, test, values }: RuleCondition): string {
  if (field === 'attachment' && values.length === 0)
    return test === 'not-contains' ? m.learning_condition_no_attachment() : m.learning_condition_attachment();
  return TESTS[test][1]({ field: FIELDS[field][1](), values: anyOf(values.map(quoted)) });
}

/** What a rule makes of the mails that it is about. */
export function outcomeInWords({ category, urgent }: Pick<TriageRule, 'category' | 'urgent'>): string {
  const label = CATEGORY_LABELS[category];
  if (urgent === null) return label;
  return urgent ? m.learning_urgent({ category: label }) : m.learning_not_urgent({ category: label });
}

/** What stands for a rule that nobody put into a sentence. */
export function ruleInWords(rule: Pick<TriageRule, 'conditions' | 'category' | 'urgent'>): string {
  return `${allOf(rule.conditions.map(conditionInWords))} → ${outcomeInWords(rule)}`;
}

/** Values as one types them, apart by commas. */
export function valuesFrom(text: string): string[] {
  return text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
