import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createRunningSha256, sha256 } from './sha256';

it('both ways agree with Node on any bytes, in any pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), async (pieces) => {
      const whole = new Uint8Array(pieces.flatMap((piece) => [...piece]));
      const expected = createHash('sha256').update(whole).digest('hex');
      expect(await sha256(whole)).toBe(expected);
      const running = await createRunningSha256();
      for (const piece of pieces) running.update(piece);
      expect(running.digest()).toBe(expected);
    }),
  );
});
