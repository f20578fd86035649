import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Length } from './decode-text';

describe('base64Length', () => {
  it('counts what is not white space, wherever the bytes lie', () => {
    const bytes = fc.uint8Array({ maxLength: 40 });
    const mixed = fc.array(fc.constantFrom(0x0a, 0x0d, 0x20, 0x21, 0x41, 0x7f, 0x80, 0xa0, 0xff), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.oneof(bytes, mixed), fc.nat(5), (content, skipped) => {
        const body = Uint8Array.from(content).subarray(skipped);
        expect(base64Length(body)).toBe([...body].filter((byte) => byte > 0x20).length);
      }),
      { numRuns: 1_000 },
    );
  });
});
