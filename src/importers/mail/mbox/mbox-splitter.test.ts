import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, mail, mboxrd } from '../../../../tests/fixtures/mail/build-mail';
import { MboxSplitter, type RawMessage } from './mbox-splitter';

const decoder = new TextDecoder();

function split(bytes: Uint8Array, chunkSize = bytes.length || 1, limit?: number): RawMessage[] {
  const splitter = new MboxSplitter(limit);
  const messages: RawMessage[] = [];
  const drain = (): void => {
    for (let message = splitter.next(); message; message = splitter.next()) messages.push(message);
  };
  for (let at = 0; at < bytes.length; at += chunkSize) {
    splitter.push(bytes.subarray(at, at + chunkSize));
    drain();
  }
  splitter.end();
  drain();
  return messages;
}

const texts = (bytes: Uint8Array, chunkSize?: number): string[] =>
  split(bytes, chunkSize).map((message) => decoder.decode(message.bytes));

const line = fc.oneof(
  fc.string({ maxLength: 60 }).map((text) => text.replace(/[\r\n]/g, ' ')),
  fc.constantFrom(
    '',
    '',
    'From ',
    '>From here',
    '>>From there',
    'From bob Mon Oct 12 18:04:37 2026',
    '> quoted',
    '--',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, ' ')),
);
const anyMail = fc.array(line, { maxLength: 12 }).map((lines) => mail({ body: `${lines.join('\n')}\n` }));

describe('MboxSplitter', () => {
  it('reads back any mails written as mboxrd, in any chunks, with LF or CRLF', () => {
    const lineEnds = fc.constantFrom<'\n' | '\r\n'>('\n', '\r\n');
    fc.assert(
      fc.property(
        fc.array(anyMail, { maxLength: 5 }),
        lineEnds,
        fc.integer({ min: 1, max: 97 }),
        (mails, lineEnd, chunk) => {
          const expected = mails.map((text) => text.replaceAll('\n', lineEnd));
          expect(texts(bytesOf(mboxrd(mails, lineEnd)), chunk)).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([7, 400, 1_000_000])('takes the quote off a line of any length, in chunks of %i bytes', (chunk) => {
    const quoted = mail({ body: `Hello\n\nFrom here on ${'and on '.repeat(2_000)}\nBye\n` });
    expect(texts(bytesOf(mboxrd([quoted, mail()])), chunk)).toEqual([quoted, mail()]);
  });

  it('says where each mail is among the bytes, in any chunks', () => {
    fc.assert(
      fc.property(fc.array(anyMail, { maxLength: 5 }), fc.integer({ min: 1, max: 97 }), (mails, chunk) => {
        const bytes = bytesOf(mboxrd(mails));
        const places = split(bytes, chunk).map(({ start, end }) => [start, end] as const);
        const cut = places.map(([start, end]) => texts(bytes.subarray(start, end)));
        expect(cut).toEqual(mails.map((text) => [text]));
        expect(places.map(([start]) => start)).toEqual([0, ...places.map(([, end]) => end)].slice(0, -1));
      }),
    );
  });

  it('gives the same mails for random bytes whatever the chunks, and never hangs', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 50 }),
      fc
        .constantFrom(
          '\n',
          '\n\n',
          '\r\n',
          'From ',
          'From a Mon Oct 12 18:04:37 2026\nA: b\n',
          'Content-Length: 9\n\n',
        )
        .map(bytesOf),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), (pieces, chunk) => {
        const bytes = Uint8Array.from(pieces.flatMap((part) => [...part]));
        expect(split(bytes, chunk).map(({ bytes: b }) => [...b])).toEqual(
          split(bytes).map(({ bytes: b }) => [...b]),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the last mail of a file without final newline', () => {
    const box = mboxrd([mail(), mail({ body: 'Last words' })]).trimEnd();
    expect(texts(bytesOf(box)).at(-1)).toMatch(/Last words$/);
  });

  it('knows the bare separator of Thunderbird', () => {
    const box = `From \r\nX-Mozilla-Status: 0001\r\n${mail()}\r\nFrom - \n${mail()}\n`;
    expect(texts(bytesOf(box))).toEqual([`X-Mozilla-Status: 0001\r\n${mail()}`, mail()]);
  });

  it('does not split at prose that begins a line with From', () => {
    const body = 'Hello\n\nFrom Monday on the gate opens at 06:30 each day.\n\nFrom here: left.\n';
    const box = `From a@b Mon Oct 12 18:04:37 2026\n${mail({ body })}\n`;
    expect(texts(bytesOf(box))).toEqual([mail({ body })]);
  });

  it('does not split at a separator inside a paragraph', () => {
    const body = 'He wrote:\nFrom bob Mon Oct 12 18:04:37 2026\nSubject: x\n';
    const box = `From a@b Mon Oct 12 18:04:37 2026\n${mail({ body })}\n`;
    expect(texts(bytesOf(box))).toHaveLength(1);
  });

  it.each([
    'From - Mon Oct 12 18:04:37 2026',
    'From 1785@xxx Mon Oct 12 18:04:37 +0000 2026',
    'From MAILER-DAEMON Mon Oct  5 08:04:37 2026',
    'From ann@north.example Mon Oct 12 18:04 CEST 2026',
    'From ann@north.example  Mon, 12 Oct 2026 18:04:37 +0200',
    'From ann@north.example 2026-10-12T18:04:37Z',
  ])('knows the separator “%s”', (separator) => {
    const box = `${separator}\n${mail()}\n${separator}\n${mail()}\n`;
    expect(texts(bytesOf(box))).toEqual([mail(), mail()]);
  });

  it('believes Content-Length when it lands on a separator (mboxcl2)', () => {
    const body = 'One\n\nFrom bob Mon Oct 12 18:04:37 2026\nSubject: quoted in full\n\n>From stays.\n';
    const first = mail({ headers: { 'Content-Length': String(bytesOf(body).length) }, body });
    const box = `From a Mon Oct 12 18:04:37 2026\n${first}\nFrom b Mon Oct 12 18:05:00 2026\n${mail()}\n`;
    for (const chunk of [1, 7, 10_000]) expect(texts(bytesOf(box), chunk)).toEqual([first, mail()]);
  });

  it('does not believe a wrong Content-Length', () => {
    for (const length of ['3', '40', '99999', '99999999999']) {
      const first = mail({ headers: { 'Content-Length': length }, body: 'Some words that are here.\n' });
      expect(texts(bytesOf(mboxrd([first, mail()])))).toEqual([first, mail()]);
    }
  });

  it('undoes one level of quoting', () => {
    const box =
      'From a Mon Oct 12 18:04:37 2026\nSubject: x\n\n>From one\n>>From two\n >From three\n>Fromage\n\n';
    expect(texts(bytesOf(box))).toEqual(['Subject: x\n\nFrom one\n>From two\n >From three\n>Fromage\n']);
  });

  it('cuts a mail over the limit, says by how much, and goes on with the next', () => {
    const long = mail({ body: `${'Too many words here.\n'.repeat(2_000)}` });
    const box = bytesOf(mboxrd([mail(), long, mail()]));
    const [first, cut, last] = split(box, 1_000, 8_000);
    expect(decoder.decode(first?.bytes)).toBe(mail());
    expect(cut?.bytes.length).toBe(8_000);
    expect(8_000 + (cut?.omittedBytes ?? 0)).toBeCloseTo(bytesOf(long).length, -1);
    expect(decoder.decode(last?.bytes)).toBe(mail());
  });

  it('bounds its memory for one endless line', () => {
    const splitter = new MboxSplitter(100_000);
    splitter.push(bytesOf('From a Mon Oct 12 18:04:37 2026\nSubject: x\n\n'));
    const chunk = new Uint8Array(64 * 1024).fill(0x61);
    for (let count = 0; count < 200; count += 1) {
      splitter.push(chunk);
      expect(splitter.next()).toBeNull();
    }
    splitter.end();
    const message = splitter.next();
    expect(message?.bytes.length).toBe(100_000);
    expect(message?.omittedBytes).toBeGreaterThan(12_000_000);
  });

  it('counts what stands before the first mail', () => {
    const splitter = new MboxSplitter();
    splitter.push(bytesOf(`the end of a mail that was cut\n\n${mboxrd([mail()])}`));
    splitter.end();
    expect(splitter.next()?.bytes).toEqual(bytesOf(mail()));
    expect(splitter.leadingBytes).toBe(31);
  });
});
