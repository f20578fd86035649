import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Lines, quotedPrintable } from '../../../../scripts/lib/made-mailbox/mime-writing';
import { bytesOf } from '../../../../tests/fixtures/mail/build-mail';
import { decodeTransfer } from './decode-transfer';

const decoded = (text: string, encoding: string): string =>
  new TextDecoder('latin1').decode(decodeTransfer(bytesOf(text), encoding));

describe('decodeTransfer', () => {
  it('gives back any bytes that were written in base64 or quoted-printable', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect([...decodeTransfer(bytesOf(base64Lines(bytes)), 'base64')]).toEqual([...bytes]);
        // Line ends are the lines of the mail itself, not content.
        const content = bytes.filter((byte) => byte !== 0x0d);
        expect([...decodeTransfer(bytesOf(quotedPrintable(content)), 'quoted-printable')]).toEqual([
          ...content,
        ]);
      }),
    );
  });

  it('reads base64 whose lines are padded one by one, with strange characters, and cut off', () => {
    expect(decoded('SGVs\nbG8=\nIHRo\nZXJl', 'base64')).toBe('Hello there');
    expect(decoded('SGV*s!bG8', 'base64')).toBe('Hello');
    expect(decoded('SGVsbG8hA', 'base64')).toBe('Hello!');
  });

  it('leaves broken escapes as they stand, and joins lines with space after the break', () => {
    expect(decoded('100 =% sure =\n of =ZZ it=', 'quoted-printable')).toBe('100 =% sure  of =ZZ it');
    expect(decoded('one= \t\r\ntwo', 'quoted-printable')).toBe('onetwo');
    expect(decoded('caf=e9 =E9', 'quoted-printable')).toBe('café é');
  });
});
