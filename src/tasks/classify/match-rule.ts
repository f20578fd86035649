import type { RuleCondition, TriageRule } from '../../contracts/learning';
import type { MailAddress, Message } from '../../contracts/message';
import { bodyRanges } from '../text/body';
import { foldedText, foldedWords } from './rule-words';

/** Text beyond this is not searched: a rule is about what a mail is, which its beginning tells. */
const MAX_TEXT_CHARS = 20_000;
/** Names run together in addresses (`tennisclub@…`) are found in them from this length on; shorter ones would be found by chance. */
const LEAST_JOINED = 4;

/** The rule that decides on a mail: of those that hold the one with most conditions, and of these the newest. */
export function ruleFor(message: Message, rules: readonly TriageRule[]): TriageRule | null {
  return rules
    .filter((rule) => rule.enabled && holds(rule, message))
    .reduce<TriageRule | null>((best, rule) => (best && !goesBefore(rule, best) ? best : rule), null);
}

function goesBefore(rule: TriageRule, other: TriageRule): boolean {
  const more = rule.conditions.length - other.conditions.length;
  return more !== 0 ? more > 0 : rule.madeAt >= other.madeAt;
}

/** Whether all conditions hold; a rule without any holds for nothing. */
export function holds({ conditions }: Pick<TriageRule, 'conditions'>, message: Message): boolean {
  return conditions.length > 0 && conditions.every((condition) => holdsOne(condition, message));
}

function holdsOne({ field, test, values }: RuleCondition, message: Message): boolean {
  const texts = textsOf(field, message);
  if (field === 'attachment' && values.length === 0) return texts.length > 0 === (test !== 'not-contains');
  const isThere = values.some((value) =>
    texts.some((text) =>
      test === 'is' ? foldedText(text) === foldedText(value) : occurs(value, text, field),
    ),
  );
  return isThere === (test !== 'not-contains');
}

function textsOf(field: RuleCondition['field'], message: Message): readonly string[] {
  switch (field) {
    case 'sender':
      return [message.from, message.replyTo].flatMap(addressTexts);
    case 'recipient':
      return [...message.to, ...message.cc].flatMap(addressTexts);
    case 'list':
      return [message.headers['list-id'] ?? '', message.headers['list-post'] ?? ''].filter(Boolean);
    case 'subject':
      return [message.subject];
    case 'text':
      return [message.subject, ownWords(message)];
    case 'attachment':
      return message.attachments.map(({ name, mediaType }) => `${name} ${mediaType}`);
  }
}

function addressTexts(address: MailAddress | null): readonly string[] {
  return address ? [address.name, address.address].filter(Boolean) : [];
}

function ownWords(message: Message): string {
  return bodyRanges(message)
    .map(({ start, end }) => message.text.slice(start, end))
    .join('\n')
    .slice(0, MAX_TEXT_CHARS);
}

function occurs(value: string, text: string, field: RuleCondition['field']): boolean {
  // An address or a part of one is meant to the letter.
  if (/[@.]/u.test(value) && !/\s/u.test(value)) return foldedText(text).includes(foldedText(value));
  const wanted = foldedWords(value);
  if (wanted.length === 0) return false;
  const words = foldedWords(text);
  if (words.some((_, start) => wanted.every((word, index) => words[start + index] === word))) return true;
  const joined = wanted.join('');
  return (
    (field === 'sender' || field === 'recipient' || field === 'list') &&
    joined.length >= LEAST_JOINED &&
    words.some((word) => word.includes(joined))
  );
}
