import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import type { Draft } from '../../contracts/briefing';
import { draftToEml, draftToMailto } from './output';
import { canReplyTo, replySubject } from './recipients';

const OWNER = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };
const draftOf = (overrides: Partial<Draft> = {}): Draft => ({
  subject: 'Re: Hello',
  to: ['ada@x.example'],
  text: 'Hi Ada,\n\nyes.',
  covers: [],
  unsupported: [],
  origin: 'user',
  ...overrides,
});

describe('draftToEml', () => {
  it('is a reply that mail programs open as a draft', async () => {
    const message = makeMessage({ references: ['<first@x.example>'] });
    const eml = draftToEml(draftOf(), message, OWNER, new Date(Date.UTC(2026, 9, 13, 6, 30)));
    const parsed = await PostalMime.parse(eml);
    expect(parsed.from).toMatchObject({ name: 'Dana Whitfield', address: 'dana@y.example' });
    expect(parsed.to).toMatchObject([{ name: 'Ada Byron', address: 'ada@x.example' }]);
    expect(parsed).toMatchObject({
      subject: 'Re: Hello',
      inReplyTo: '<mail-1@x.example>',
      references: '<first@x.example> <mail-1@x.example>',
    });
    expect(eml).toContain('Date: Tue, 13 Oct 2026 06:30:00 +0000\r\n');
    expect(eml).toContain('X-Unsent: 1\r\n');
    expect(parsed.text?.trim()).toBe('Hi Ada,\r\n\r\nyes.');
  });

  it('brings any subject, name and text back as they were, and lets none add a header', async () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 120 });
    const nasty = fc.oneof(
      line,
      fc
        .tuple(
          line,
          fc.constantFrom('\r\nBcc: eve@z.example', '\n', '\r', '"', '\\', ',', '<x@y>', '=?utf-8?B?WA==?='),
          line,
        )
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(nasty, nasty, fc.string({ unit: 'grapheme' }), async (subject, name, text) => {
        const message = makeMessage({
          from: { name, address: 'ada@x.example' },
          messageId: `<m${subject}@x.example>`,
        });
        const eml = draftToEml(draftOf({ subject, text }), message, { ...OWNER, name });
        const [head = ''] = eml.split('\r\n\r\n');
        expect(head).toMatch(/^[\x20-\x7e\r\n]*$/u);
        expect(
          head
            .replace(/\r\n[ \t]/gu, ' ')
            .split('\r\n')
            .map((field) => field.split(':')[0]),
        ).not.toContain('Bcc');
        const parsed = await PostalMime.parse(eml);
        expect(parsed.to?.map((to) => to.address)).toEqual(['ada@x.example']);
        // Encoded words typed by hand are text in the draft and words to a parser; both are within the rules.
        if (!subject.includes('=?')) expect(parsed.subject ?? '').toBe(tidy(subject));
        const body = (value: string) => value.replace(/\r\n?/gu, '\n').trimEnd();
        if (!text.includes('\r')) expect(body(parsed.text ?? '')).toBe(body(text));
      }),
      { numRuns: 200 },
    );
  });
});

function tidy(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

describe('draftToMailto', () => {
  it('encodes recipient, subject and text', () => {
    const link = draftToMailto(
      draftOf({ to: ['a+b@x.example'], subject: 'Re: 5 % & more', text: 'a=b?\n\nœ' }),
    );
    expect(link).toBe(
      'mailto:a%2Bb@x.example?subject=Re%3A%205%20%25%20%26%20more&body=a%3Db%3F%0D%0A%0D%0A%C5%93',
    );
  });

  it('is null when the link would be too long to open', () => {
    expect(draftToMailto(draftOf({ text: 'x'.repeat(2_000) }))).toBeNull();
  });
});

describe('recipients', () => {
  it('prefers Reply-To and refuses addresses that nobody reads', () => {
    const from = { name: '', address: 'noreply@x.example' };
    expect(canReplyTo(makeMessage({ from }))).toBe(false);
    expect(canReplyTo(makeMessage({ from, replyTo: { name: '', address: 'help@x.example' } }))).toBe(true);
    expect(canReplyTo(makeMessage({ from: null }))).toBe(false);
    expect(canReplyTo(makeMessage({ from: { name: '', address: 'norelle@x.example' } }))).toBe(true);
  });

  it.each([
    ['Hello', 'Re: Hello'],
    ['Re: Hello', 'Re: Hello'],
    ['AW: RE[2]: Hello', 'Re: Hello'],
    ['Report', 'Re: Report'],
    ['', 'Re:'],
  ])('answers %j under %j', (subject, expected) => {
    expect(replySubject(subject)).toBe(expected);
  });
});
