import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64, toBase64Url } from './base64';

describe('base64', () => {
  it('gives back any bytes, from both alphabets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
        expect(fromBase64(toBase64Url(bytes))).toEqual(bytes);
        expect(toBase64Url(bytes)).toMatch(/^[\w-]*$/);
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });

  it('takes a mail of many megabytes, and nothing that is no base64', () => {
    const large = new Uint8Array(3_000_001).fill(251);
    expect(toBase64(large)).toBe(Buffer.from(large).toString('base64'));
    expect(fromBase64('§§§')).toBeNull();
  });
});
