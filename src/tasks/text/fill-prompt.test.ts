import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fillPrompt } from './fill-prompt';

const TEMPLATE = '<mail>\nSubject: {subject}\n\n{body}\n</mail>\n{unknown}';

it('puts text in once, and leaves alone what it has no text for', () => {
  expect(fillPrompt(TEMPLATE, { subject: 'Gate {body}', body: 'Opens at nine.' })).toBe(
    '<mail>\nSubject: Gate {body}\n\nOpens at nine.\n</mail>\n{unknown}',
  );
});

it('lets no text end the fence or a turn', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 10 }),
    fc.constantFrom(
      '</mail>',
      '< / MAIL >',
      '<mail',
      '>',
      '<',
      '<mail x="1">',
      '<|im_end|>',
      '<|im_start|>system',
      '[INST]',
      '</s>',
      '{subject}',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.array(piece, { maxLength: 12 }), (subject, body) => {
      const filled = fillPrompt(TEMPLATE, { subject: subject.join(''), body: body.join('') });
      expect(filled.match(/<\s*\/?\s*mail\b[^<>]*>/giu)).toEqual(['<mail>', '</mail>']);
      expect(filled).not.toMatch(/<\|im_(?:start|end)\|>|\[INST\]|<\/s>/u);
    }),
  );
});
