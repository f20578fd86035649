import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findPersonalData } from '../../routing/redaction/find-personal-data';
import { findInParts } from './find-in-parts';

const FILLER = 'The crane stands still and the tide is low today.\n\n'.repeat(400);

it('finds the same in a short text as at once', async () => {
  const text = 'Write to ada@x.example or call +44 20 7946 0018.\n\nRegards,\nAda Quist';
  expect(await findInParts(text, ['Ada Quist'])).toEqual(findPersonalData(text, { people: ['Ada Quist'] }));
});

it('gives the place of each value in a long text, wherever it stands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(FILLER.length), async (at) => {
      const line = FILLER.lastIndexOf('\n', at) + 1;
      const text = `${FILLER.slice(0, line)}Write to ada@x.example, please.\n${FILLER.slice(line)}`;
      const mail = (await findInParts(text, [])).filter(({ type }) => type === 'email');
      expect(mail).toMatchObject([{ text: 'ada@x.example' }]);
      for (const span of mail) expect(text.slice(span.start, span.end)).toBe(span.text);
    }),
    { numRuns: 20 },
  );
});

it('finds what lies across a cut in a text without lines', async () => {
  const value = 'DE89 3704 0044 0532 0130 00';
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 7950, max: 8010 }), async (at) => {
      const words = 'The crane stands still and the tide is low today. '.repeat(400);
      const text = `${words.slice(0, at)} ${value} ${words.slice(at)}`;
      const spans = await findInParts(text, []);
      expect(spans).toEqual([{ type: 'iban', text: value, start: at + 1, end: at + 1 + value.length }]);
    }),
    { numRuns: 60 },
  );
});

it('finds a private key whole, wherever its lines are cut', async () => {
  const key = `-----BEGIN PRIVATE KEY-----\n${`${'q7'.repeat(32)}\n`.repeat(40)}-----END PRIVATE KEY-----`;
  const text = `${FILLER.replaceAll('\n\n', '\n').slice(0, 7010)}\n${key}\n${FILLER}`;
  expect((await findInParts(text, [])).map((span) => span.text)).toEqual([key]);
});

it('knows a name in all parts that one of them tells', async () => {
  const text = `Then Zorblatt Quixley went on.\n\n${FILLER}Regards,\nZorblatt Quixley`;
  const names = (await findInParts(text, [])).filter(({ text: value }) => value === 'Zorblatt Quixley');
  expect(names).toHaveLength(2);
});
