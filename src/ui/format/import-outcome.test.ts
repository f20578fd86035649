import { expect, test } from 'vitest';
import { importOutcome } from './import-outcome';

const outcome = { messages: 3, added: 3, files: 1, problems: [], cancelled: false };

test('says what was read, what was known, and what a cancelled import keeps', () => {
  expect(importOutcome(outcome, 'inbox')).toBe('3 mails read from 1 file.');
  expect(importOutcome({ ...outcome, messages: 1, added: 0 }, 'sent')).toBe(
    '1 sent mail read from 1 file; it was here already.',
  );
  expect(importOutcome({ ...outcome, added: 0 }, 'inbox')).toBe(
    '3 mails read from 1 file; all of them were here already.',
  );
  expect(importOutcome({ ...outcome, added: 1 }, 'inbox')).toBe(
    '3 mails read from 1 file, 2 of which were here already.',
  );
  expect(importOutcome({ ...outcome, cancelled: true }, 'inbox')).toBe(
    'Import cancelled. 3 mails read from 1 file. What was read is kept.',
  );
});

test('does not count what is not there', () => {
  const nothing = { ...outcome, messages: 0, added: 0, files: 0 };
  expect(importOutcome(nothing, 'inbox')).toBe('No mail was found.');
  expect(importOutcome({ ...nothing, cancelled: true }, 'inbox')).toBe(
    'Import cancelled before any mail was read.',
  );
});
