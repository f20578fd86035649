import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import { mailItem } from './search-items';

describe('what is searched of a mail', () => {
  it('is its own words with the signature in one stretch, and nothing that it quotes', () => {
    const text = 'The boiler failed.\n\nPriya, ext. 310\n> It will be fine.\nSee you.';
    const [signature, quote, after] = [text.indexOf('Priya'), text.indexOf('>'), text.indexOf('See')];
    const { ranges } = mailItem(
      makeMessage({
        text,
        segments: [
          { kind: 'body', start: 0, end: signature },
          { kind: 'signature', start: signature, end: quote },
          { kind: 'quote', start: quote, end: after },
          { kind: 'body', start: after, end: text.length },
        ],
      }),
    );
    expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual([
      'The boiler failed.\n\nPriya, ext. 310\n',
      'See you.',
    ]);
  });
});
