import type { SearchCondition, SearchFacts } from '../../../contracts/search';
import { foldWord } from '../words';

/** Whether an item meets what a query demands of its title and facts. Conditions on what the briefing found out are passed over. */
export function itemMatcher(
  conditions: readonly SearchCondition[],
): (title: string, facts: SearchFacts) => boolean {
  return (title, facts) =>
    conditions.every((condition) => {
      const met = meetsTest(condition, title, facts);
      return met === null || met !== condition.negated;
    });
}

/** Null for what only the page can tell. */
function meetsTest(test: SearchCondition, title: string, facts: SearchFacts): boolean | null {
  switch (test.field) {
    case 'from':
    case 'to':
    case 'cc':
      return holds(facts[test.field], test.text);
    case 'subject':
      return holds(title, test.text);
    case 'date':
      return (
        facts.date !== null &&
        (test.start === null || facts.date >= test.start) &&
        (test.end === null || facts.date < test.end)
      );
    case 'has':
      return test.part === 'attachment' ? facts.hasAttachment : null;
    case 'in':
      if (test.place === 'documents') return facts.source === 'document';
      return facts.source === 'mail' && facts.sent === (test.place === 'sent');
    case 'label':
    case 'urgent':
      return null;
  }
}

/** As a person types a part of a name or an address. */
function holds(text: string, part: string): boolean {
  const fold = (whole: string): string => foldWord(whole).replace(/\s+/gu, ' ');
  return fold(text).includes(fold(part));
}
