import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeMessage } from '../../tests/support/make-message';
import { saysNothingNew } from './same-mail';

const word = fc.stringMatching(/^[a-zäöü0-9]{1,12}$/u);
const words = fc.array(word, { minLength: 1, maxLength: 30 });
const space = fc.constantFrom(' ', '\n', '  ', '\n\n', ' \n> ');

test('spaces and line breaks make no other mail', () => {
  fc.assert(
    fc.property(words, space, space, (said, one, other) => {
      const stored = makeMessage({ id: 'a', messageId: '<1@x>', text: said.join(one) });
      const fresh = makeMessage({ id: 'b', messageId: '<1@x>', text: said.join(other) });
      expect(saysNothingNew(stored, fresh)).toBe(true);
    }),
  );
});

test('a word that is exchanged makes another mail', () => {
  fc.assert(
    fc.property(words, fc.nat(), (said, at) => {
      const changed = said.with(at % said.length, 'DE02120300000000202051');
      const stored = makeMessage({ id: 'a', messageId: '<1@x>', text: said.join(' ') });
      const fresh = makeMessage({ id: 'b', messageId: '<1@x>', text: changed.join(' ') });
      expect(saysNothingNew(stored, fresh)).toBe(false);
    }),
  );
});

test.each([
  ['Message-ID', { messageId: '<2@x>' }],
  ['sender', { from: { name: 'Ada', address: 'eve@x.example' } }],
  ['no sender', { from: null }],
  ['date', { date: '2026-10-13T18:00:00.000Z' }],
  ['no date', { date: null }],
  ['subject', { subject: 'Your invoice' }],
])('another one by its %s', (_what, part) => {
  const stored = makeMessage({ id: 'a', messageId: '<1@x>', text: 'The same.' });
  expect(saysNothingNew(stored, { ...stored, ...part })).toBe(false);
});

test('a footer that a list puts below makes no other mail', () => {
  const text = 'See you on Friday.';
  const footed = `${text}\n-- \nYou get this because you are on a list.`;
  const stored = makeMessage({ id: 'a', messageId: '<1@x>', text });
  const fresh = makeMessage({
    ...{ id: 'b', messageId: '<1@x>', text: footed },
    segments: [
      { kind: 'body', start: 0, end: text.length },
      { kind: 'footer', start: text.length, end: footed.length },
    ],
  });
  expect(saysNothingNew(stored, fresh)).toBe(true);
});
