import fc from 'fast-check';
import { marked } from 'marked';
import { expect, test } from 'vitest';
import { fakeDetail, fakeRow } from '../../../tests/fixtures/fake-mail';
import { briefingMarkdown, draftMarkdown, escapeMarkdown, mailMarkdown } from './markdown';
import { longWhen } from './when';

const audit = fakeDetail({
  id: 'audit',
  category: 'reply',
  urgent: true,
  sender: 'Ines *Prado*',
  subject: 'Audit [final] on Friday',
  body: 'The audit is on Friday. Can you come?',
  summary: [{ text: 'The audit is on Friday.', quote: 'The audit is on Friday' }],
  asks: [{ text: 'Can you come?', quote: 'Can you come?' }],
});

test('a mail is copied with its sender, what it needs, its summary and what it asks', () => {
  expect(mailMarkdown(audit)).toBe(
    [
      '## Audit \\[final\\] on Friday',
      '',
      `**Ines \\*Prado\\*** · ${longWhen(audit.message.date)} · Reply, urgent`,
      '',
      '- The audit is on Friday.',
      '',
      '**Asked of you**',
      '',
      '- Can you come?',
      '',
    ].join('\n'),
  );
});

test('the briefing is copied with what needs the user, and each mail in its group', () => {
  const digest = {
    happened: 'One mail came in.',
    needsYou: [{ id: 'audit', sender: 'Ines', line: 'Can you come?', urgent: true }],
    counts: { reply: 1, act: 0, read: 0, skip: 0 },
  };
  const done = { ...fakeRow(fakeDetail({ id: 'b', category: 'act', subject: 'Bike' })), done: true };
  const text = briefingMarkdown(digest, [fakeRow(audit), done], new Date('2026-10-13T08:00:00'), null);
  expect(text).toContain('# Briefing, 13 October 2026');
  expect(text).toContain('- **Urgent** **Ines:** Can you come?');
  expect(text).toMatch(/## Needs a reply \(1\)\n\n- \*\*Urgent\*\*/);
  expect(text).toMatch(/## Done \(1\)\n\n- \*\*Ines Prado\*\* Bike/);
});

test('the briefing of a window says of which time it is, and tells what is left over from what is new', () => {
  const digest = {
    happened: '',
    needsYou: [
      { id: 'a', sender: 'Ines', line: 'Can you come?', urgent: false },
      { id: 'b', sender: 'Tomás', line: 'Which day?', urgent: false, earlier: true },
    ],
    counts: { reply: 1, act: 0, read: 0, skip: 0 },
  };
  const since = '1 new mail since Friday, and 1 still open from before.';
  expect(briefingMarkdown(digest, [], new Date('2026-10-13T08:00:00'), since)).toBe(
    [
      '# Briefing, 13 October 2026',
      since,
      '## What needs you now',
      '- **Ines:** Can you come?',
      '## Still open from before',
      '- **Tomás:** Which day?\n',
    ].join('\n\n'),
  );
});

test('a draft keeps its lines', () => {
  const draft = { to: ['ines@fake.example'], subject: 'Re: Audit', text: 'Hi,\n\nyes.\n\nBest,\nDana' };
  expect(draftMarkdown(draft)).toContain('Hi,\n\nyes.\n\nBest,  \nDana');
});

test('whatever a mail says, its text comes out as text and never as markup', () => {
  const sign = fc.constantFrom(...'*_[]()<>`~#-+1.|\\ ab!'.split(''));
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 24 }), (signs) => {
      const text = signs.join('');
      const html = marked.parse(`x ${escapeMarkdown(text)}`, { async: false });
      const shown = html
        .replace(/^<p>|<\/p>\n$/g, '')
        .replace(
          /&(lt|gt|quot|amp|#39);/g,
          (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? "'",
        );
      expect(shown.trim()).toBe(`x ${text.replace(/\s+/g, ' ').trim()}`.trim());
    }),
  );
});
