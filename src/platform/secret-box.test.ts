import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSealed, sealText } from './secret-box';

test('what is sealed opens again, and reads like nothing in between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 4 }), async (text) => {
      const sealed = await sealText(text);
      expect(sealed.key.extractable).toBe(false);
      expect(new TextDecoder().decode(sealed.bytes)).not.toContain(text);
      expect(await openSealed(sealed)).toBe(text);
    }),
    { numRuns: 30 },
  );
});

test('what was changed does not open', async () => {
  const sealed = await sealText('open sesame');
  const bytes = sealed.bytes.with(0, (sealed.bytes[0] ?? 0) ^ 1);
  expect(await openSealed({ ...sealed, bytes })).toBeNull();
  expect(await openSealed({ ...sealed, key: (await sealText('other')).key })).toBeNull();
});
