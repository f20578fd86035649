import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import { sentencesWithEvidence, summaryOf } from './judge-answer';

const MAIL = makeMessage({
  text: 'The crane at berth four has stood still since 14:30. Please send two fitters before Friday.\nThe tide is fine.',
});

describe('a summary from elsewhere', () => {
  it('keeps a sentence with its place in the mail', () => {
    const { sentences } = summaryOf('The crane at berth four stopped at 14:30.', MAIL);
    expect(sentences).toHaveLength(1);
    for (const { quote, start, end } of sentences[0]?.evidence ?? []) {
      expect(MAIL.text.slice(start, end)).toBe(quote);
    }
    expect(sentences[0]?.evidence[0]?.quote).toMatch(/^The crane/u);
  });

  it.each([
    ['a number that is not in the mail', 'Please send seven fitters before Friday.'],
    ['a name that is not in the mail', 'Magnus wants two fitters before Friday.'],
    ['nothing of the mail', 'Everybody hopes for pleasant weather tomorrow evening.'],
  ])('drops a sentence with %s', (_name, said) => {
    expect(sentencesWithEvidence(said, MAIL).map(({ sentence }) => sentence)).toEqual([null]);
  });
});
