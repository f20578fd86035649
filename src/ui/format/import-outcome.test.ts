import { expect, test } from 'vitest';
import { importOutcome } from './import-outcome';

const outcome = { messages: 3, added: 3, files: 1, problems: [], cancelled: false };

test('says what was read, what was known, and what a cancelled import keeps', () => {
  expect(importOutcome(outcome, 'inbox')).toBe('3 mails read from 1 file.');
  expect(importOutcome({ ...outcome, messages: 1, added: 0 }, 'sent')).toBe(
    '1 sent mail read from 1 file, 1 of which was here already.',
  );
  expect(importOutcome({ ...outcome, cancelled: true }, 'inbox')).toBe(
    'Import cancelled. 3 mails read from 1 file. They are kept.',
  );
});
