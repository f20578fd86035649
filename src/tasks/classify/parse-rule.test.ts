import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRule, ruleExamplesIn } from './parse-rule';

const read = (sentence: string): unknown => {
  const reading = parseRule(sentence);
  if (!reading.understood) return reading.problem;
  const { category, urgent, conditions } = reading;
  return [
    category,
    urgent,
    ...conditions.map(({ field, test, values }) => `${field} ${test} ${values.join('|')}`.trim()),
  ];
};

describe('parseRule', () => {
  it.each([
    ['invoices from Acme are act', ['act', null, 'text contains invoices', 'sender contains Acme']],
    ['Anything from the tennis club list can be skipped.', ['skip', null, 'list contains tennis club']],
    [
      'mails with a PDF from lawyers are urgent reply',
      ['reply', true, 'attachment contains .pdf', 'sender contains lawyers'],
    ],
    ['skip mails with “weekly digest” in the subject', ['skip', null, 'subject contains weekly digest']],
    ['mails with subject “Weekly report” are read', ['read', null, 'subject contains Weekly report']],
    ['mail from Ann and mail from Bob is reply', ['reply', null, 'sender contains Ann|Bob']],
    ['if it comes from the bank it is act', ['act', null, 'sender contains bank']],
    ['mails with “last week” in the subject are skip', ['skip', null, 'subject contains last week']],
    ['Everything from build@ci.example is read', ['read', null, 'sender contains build@ci.example']],
    [
      'mail to support@shop.example needs a reply',
      ['reply', null, 'recipient contains support@shop.example'],
    ],
    [
      'messages from Ana or Ben about the budget are act, not urgent',
      ['act', false, 'sender contains Ana|Ben', 'text contains budget'],
    ],
    ['newsletters are noise', ['skip', null, 'text contains newsletters']],
    [
      'mark receipts from the railway as read',
      ['read', null, 'text contains receipts', 'sender contains railway'],
    ],
    [
      'mails without attachments from scans@office.example can be ignored',
      ['skip', null, 'attachment not-contains', 'sender contains scans@office.example'],
    ],
    [
      'reports but not from Carla are read',
      ['read', null, 'text contains reports', 'sender not-contains Carla'],
    ],
    ['Always reply to mails from my mother', ['reply', null, 'sender contains mother']],
    [
      'anything with an attachment from HR is act',
      ['act', null, 'attachment contains', 'sender contains HR'],
    ],
    ['mails whose subject contains outage are urgent act', ['act', true, 'subject contains outage']],
  ])('reads %s', (sentence, expected) => {
    expect(read(sentence)).toEqual(expected);
  });

  it.each([
    ['', /which mails/u],
    ['invoices from Acme', /reply, act, read or skip/u],
    ['all mails are skip', /all mails/u],
    ['are act', /which mails/u],
    ['the weather is nice', /reply, act, read or skip/u],
  ])('says what it does not understand of “%s”, with an example that it does', (sentence, problem) => {
    const reading = parseRule(sentence);
    expect(reading.understood ? null : reading.problem).toMatch(problem);
    const example = /“([^”]+(?:“[^”]+”[^”]*)?)”\.$/u.exec(reading.understood ? '' : reading.problem)?.[1];
    expect(parseRule(example ?? '')).toMatchObject({ understood: true });
  });

  it.each([
    ['mails from Ann are reply and mails from Bob are skip', /two things/u],
    ['mails from last week are skip', /do not know “last week”/u],
    ['mails before 2020 are skip', /do not know “before 2020”/u],
    ['mails larger than 5 MB are skip', /do not know “larger than”/u],
    ['unread mails are act', /do not know “unread”/u],
    ['mails from Ann are not skip', /does not say what these mails are/u],
  ])('refuses “%s” rather than guess', (sentence, problem) => {
    expect(read(sentence)).toMatch(problem);
  });

  it('understands its own examples, and reads or refuses anything without failing', () => {
    for (const example of ruleExamplesIn('en'))
      expect(parseRule(example)).toMatchObject({ understood: true });
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('', ' are act', ' can be skipped'),
        (text, end) => {
          const reading = parseRule(text + end);
          if (reading.understood) expect(reading.conditions.length).toBeGreaterThan(0);
          else expect(reading.problem.length).toBeGreaterThan(10);
        },
      ),
    );
  });
});
