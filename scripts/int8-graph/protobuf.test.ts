import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, decodePacked, encodeMessage } from './protobuf';

const number = fc.integer({ min: 1, max: 2000 });
const field = fc.oneof(
  fc.tuple(number, fc.maxSafeInteger()),
  fc.tuple(number, fc.uint8Array({ maxLength: 300 })),
  fc.tuple(number, fc.string({ unit: 'grapheme' })),
);

describe('a protocol buffer', () => {
  it('has the fields that it was made of', () => {
    fc.assert(
      fc.property(fc.array(field), (fields) => {
        const decoded = decodeMessage(encodeMessage(fields));
        expect(decoded.map((each) => each.number)).toEqual(fields.map(([each]) => each));
        for (const [index, [, value]] of fields.entries()) {
          const { integer, bytes } = decoded[index] ?? expect.unreachable();
          if (typeof value === 'number') expect(integer).toBe(value);
          else if (typeof value === 'string')
            expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe(value);
          else expect(bytes).toEqual(value);
        }
      }),
    );
  });

  it('is written as the specification shows', () => {
    expect(encodeMessage([[1, 150]])).toEqual(Uint8Array.of(0x08, 0x96, 0x01));
    expect(encodeMessage([[2, 'testing']])).toEqual(Uint8Array.of(0x12, 7, ...Buffer.from('testing')));
    expect(encodeMessage([[3, { float: 1 }]])).toEqual(Uint8Array.of(0x1d, 0, 0, 0x80, 0x3f));
    expect(encodeMessage([[1, -1]])).toEqual(Uint8Array.of(0x08, ...new Array<number>(9).fill(0xff), 1));
  });

  it('may pack numbers into one field', () => {
    expect(decodePacked(Uint8Array.of(0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05))).toEqual([3, 270, 86942]);
  });

  it('is refused when it is cut off or something else', () => {
    expect(() => decodeMessage(Uint8Array.of(0x12, 7, 1))).toThrow('ends in the middle of a field');
    expect(() => decodeMessage(Uint8Array.of(0x08, 0x96))).toThrow('ends in the middle of a number');
    expect(() => decodeMessage(Uint8Array.of(0x0b))).toThrow('unknown kind 3');
  });
});
