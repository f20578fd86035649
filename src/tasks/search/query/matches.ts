import type { SearchCondition, SearchFacts, SearchItem, SearchQuery } from '../../../contracts/search';
import { foldWord, findWordPlaces } from '../words';

/** A text with one space around each of its words, folded, so that a phrase is found by its words alone. */
function phraseForm(text: string): string {
  return ` ${[...findWordPlaces(text)].map(({ word }) => foldWord(word)).join(' ')} `;
}

/** Whether an item meets what a query demands of its text and facts. Conditions on what the briefing found out are passed over. */
export function itemMatcher(query: SearchQuery): (item: SearchItem) => boolean {
  const phrases = query.phrases.map(phraseForm);
  const without = query.without.map(phraseForm);
  return (item) => {
    if (!query.conditions.every((condition) => meets(condition, item))) return false;
    if (phrases.length + without.length === 0) return true;
    const text = phraseForm(`${item.title}\n${item.text}`);
    return phrases.every((phrase) => text.includes(phrase)) && !without.some((word) => text.includes(word));
  };
}

function meets(condition: SearchCondition, { title, facts }: SearchItem): boolean {
  const met = meetsTest(condition, title, facts);
  return met === null || met !== condition.negated;
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
