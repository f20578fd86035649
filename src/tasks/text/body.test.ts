import { describe, expect, it } from 'vitest';
import type { Message, SegmentKind } from '../../contracts/message';
import { bodyRanges, MAX_ANALYSED_CHARS, unreadChars } from './body';

function messageOf(parts: readonly (readonly [SegmentKind, string])[]): Message {
  let at = 0;
  const segments = parts.map(([kind, text]) => ({ kind, start: at, end: (at += text.length) }));
  const text = parts.map(([, part]) => part).join('');
  return {
    ...{
      id: 'a',
      messageId: '<a@x.example>',
      threadId: 't',
      role: 'inbox',
      subject: 'S',
      from: null,
      to: [],
      cc: [],
    },
    ...{
      replyTo: null,
      date: null,
      dateHeader: '',
      inReplyTo: null,
      references: [],
      headers: {},
      text,
      segments,
    },
    ...{ textSource: 'plain', attachments: [], warnings: [] },
  };
}

describe('bodyRanges', () => {
  it('gives what the sender wrote, not quotes and footers', () => {
    const message = messageOf([
      ['body', 'Yes.\n'],
      ['quote', '> May I?\n'],
      ['body', 'Dana\n'],
      ['footer', 'Legal'],
    ]);
    expect(bodyRanges(message).map(({ start, end }) => message.text.slice(start, end))).toEqual([
      'Yes.\n',
      'Dana\n',
    ]);
    expect(unreadChars(message)).toBe(0);
  });

  it('reads the quote of a mail that holds nothing else', () => {
    const message = messageOf([
      ['body', '\n'],
      ['quote', '> The forwarded words.'],
    ]);
    expect(bodyRanges(message).map((range) => range.kind)).toEqual(['quote']);
  });

  it('stops at the limit and tells how much it left', () => {
    const message = messageOf([
      ['body', 'a'.repeat(MAX_ANALYSED_CHARS - 1)],
      ['quote', '>'],
      ['body', 'bcd'],
    ]);
    const ranges = bodyRanges(message);
    expect(ranges.at(-1)).toEqual({ kind: 'body', start: MAX_ANALYSED_CHARS, end: MAX_ANALYSED_CHARS + 1 });
    expect(unreadChars(message)).toBe(2);
  });
});
