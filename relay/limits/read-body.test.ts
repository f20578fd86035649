import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../refusal.ts';
import { parseBody, readBody } from './read-body.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('JSON', () => {
  it('is read as it is, or refused when it is deeper than allowed', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.integer({ min: 1, max: 8 }), (value, depth) => {
        const bytes = bytesOf(JSON.stringify(value));
        if (depthOf(value) > depth) expect(() => parseBody(bytes, depth)).toThrow(Refusal);
        else expect(JSON.stringify(parseBody(bytes, depth))).toBe(JSON.stringify(value));
      }),
    );
  });

  it('that is not UTF-8 is refused', () => {
    expect(() => parseBody(Uint8Array.of(0x22, 0xff, 0x22), 4)).toThrow(Refusal);
  });
});

it('a body without a told length is left as soon as it is too large', async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      pulled++;
      stream.enqueue(new Uint8Array(1000));
    },
  });
  const request = new Request('http://relay.example/', {
    method: 'POST',
    body,
    duplex: 'half',
  } as RequestInit);
  await expect(readBody(request, 5000)).rejects.toMatchObject({ code: 'body-too-large' });
  expect(pulled).toBeLessThan(10);
});
