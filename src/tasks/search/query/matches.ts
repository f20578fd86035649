import type { SearchCondition, SearchFacts, SearchTest } from '../../../contracts/search';
import { foldWord } from '../words';

/** Whether an item meets what a query demands of its title and facts. Conditions on what the briefing found out are passed over. */
export function itemMatcher(
  conditions: readonly SearchCondition[],
): (title: string, facts: SearchFacts) => boolean {
  const tests = conditions.map((condition) => ({ condition, meets: testOf(condition) }));
  return (title, facts) =>
    tests.every(({ condition, meets }) => !meets || meets(title, facts) !== condition.negated);
}

/** Null for what only the page can tell. */
function testOf(test: SearchTest): ((title: string, facts: SearchFacts) => boolean) | null {
  switch (test.field) {
    case 'from':
    case 'to':
    case 'cc': {
      const field = test.field;
      const holds = partFinder(test.text);
      return (_, facts) => holds(facts[field]);
    }
    case 'subject': {
      const holds = partFinder(test.text);
      return (title) => holds(title);
    }
    case 'date':
      return (_, { date }) =>
        date !== null &&
        (test.start === null || date >= test.start) &&
        (test.end === null || date < test.end);
    case 'has':
      return test.part === 'attachment' ? (_, facts) => facts.hasAttachment : null;
    case 'in':
      if (test.place === 'documents') return (_, facts) => facts.source === 'document';
      return (_, facts) => facts.source === 'mail' && facts.sent === (test.place === 'sent');
    case 'label':
    case 'urgent':
      return null;
  }
}

const fold = (whole: string): string => foldWord(whole).replace(/\s+/gu, ' ');

/** Tells whether texts hold a part of a name or an address as a person types it. Few people write most mails, so what is known of a text is remembered. */
function partFinder(part: string): (text: string) => boolean {
  const wanted = fold(part);
  const known = new Map<string, boolean>();
  return (text) => {
    const answer = known.get(text) ?? fold(text).includes(wanted);
    known.set(text, answer);
    return answer;
  };
}
