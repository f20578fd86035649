import { describe, expect, it } from 'vitest';
import { excerpt } from './excerpt';

describe('excerpt', () => {
  it('keeps a short sentence whole', () => {
    expect(excerpt('Could you confirm?', 3)).toBe('Could you confirm?');
  });

  it('shows the part around the words that matter, cut between words', () => {
    const sentence = `${'before '.repeat(20)}please confirm the date ${'after '.repeat(20)}`.trim();
    const quote = excerpt(sentence, sentence.indexOf('please'));
    expect(quote).toContain('please confirm the date');
    expect(quote).toMatch(/^… before .* …$/u);
    expect(quote.length).toBeLessThan(100);
  });
});
