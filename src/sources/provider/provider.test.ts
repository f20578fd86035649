import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGmailCursor } from '../gmail/gmail-cursor';
import { readGraphCursor } from '../graph/graph-cursor';
import { mailFile } from './mail-file';
import { readTokens, writeTokens, type Tokens } from './tokens';

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
