import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { joinFlowed } from './join-flowed';

describe('joinFlowed', () => {
  it('joins lines that end with a space, but not at a signature', () => {
    expect(joinFlowed('A line \r\nthat flows.\r\n From here\r\n-- \r\nAnn', false)).toBe(
      'A line that flows.\nFrom here\n-- \nAnn',
    );
    expect(joinFlowed('日本 \n語', true)).toBe('日本語');
  });

  it('joins as postal-mime does', async () => {
    const texts = fc.array(fc.constantFrom(' ', '-', '-- ', 'a', 'b ', '\n', '\n', '\r\n', '\r'), {
      maxLength: 24,
    });
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (pieces, delSp) => {
        const text = `${pieces.join('')}.`;
        const header = `Content-Type: text/plain; charset=utf-8; format=flowed; delsp=${delSp ? 'yes' : 'no'}`;
        const parsed = await PostalMime.parse(`${header}\n\n${text}`);
        expect(joinFlowed(text, delSp)).toBe(parsed.text?.replace(/\n$/, ''));
      }),
      { numRuns: 500 },
    );
  });
});
