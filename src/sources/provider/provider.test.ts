import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGmailCursor } from '../gmail/gmail-cursor';
import { readGraphCursor } from '../graph/graph-cursor';
import { fromBase64, toBase64, toBase64Url } from './base64';
import { mailFile } from './mail-file';
import { retryAfterMs } from './retry-after';
import { readTokens, writeTokens, type Tokens } from './tokens';

const NOW = Date.parse('2026-11-27T09:00:00Z');
const asked = (written: string | null) =>
  retryAfterMs(new Response(null, written === null ? {} : { headers: { 'retry-after': written } }), NOW);

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

describe('how long to wait', () => {
  it.each([
    [null, null],
    ['7', 7_000],
    ['0', 0],
    ['Fri, 27 Nov 2026 09:01:00 GMT', 60_000],
    ['Fri, 27 Nov 2026 08:00:00 GMT', 0],
    ['9999999', 24 * 3_600_000],
    ['soon', null],
  ])('reads %s as %s', (written, ms) => {
    expect(asked(written)).toBe(ms);
  });
});

describe('what is kept', () => {
  it('gives tokens back as they were, and none for anything else', () => {
    const tokens: Tokens = { accessToken: 'a', refreshToken: null, renewAt: null, scopes: ['x'] };
    expect(readTokens(writeTokens(tokens))).toEqual(tokens);
    expect(readTokens(null)).toBeNull();
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (secret) => readTokens(secret) === null));
  });

  it('begins anew with a cursor that it cannot read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (cursor) => {
        expect(readGmailCursor(cursor)).toBeNull();
        expect(readGraphCursor(cursor)).toBeNull();
      }),
    );
  });

  it('names a mail by its folder, whatever its id holds', () => {
    const item = { ref: 'AA/B+=../c', role: 'inbox', folder: 'Inbox', bytes: null } as const;
    expect(mailFile(item, new Blob()).name).toBe('Inbox/AA%2FB%2B%3D..%2Fc.eml');
  });
});
