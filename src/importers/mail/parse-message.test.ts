import { describe, expect, it } from 'vitest';
import { bytesOf, htmlMail, latin1Bytes, mail, multipart } from '../../../tests/fixtures/mail/build-mail';
import type { Message } from '../../contracts/message';
import { parseMessage } from './parse-message';
import { ThreadIndex } from './thread-index';

async function parse(source: string | Uint8Array, threads = new ThreadIndex()): Promise<Message> {
  const bytes = typeof source === 'string' ? bytesOf(source) : source;
  return (await parseMessage(bytes, { role: 'inbox', threads, omittedBytes: 0 })).message;
}

const codes = (message: Message): string[] => message.warnings.map(({ code }) => code);

function typed(contentType: string, body: string, encoding = '8bit'): string {
  return mail({ headers: { 'Content-Type': contentType, 'Content-Transfer-Encoding': encoding }, body });
}

describe('a plain mail', () => {
  it('is read with all that its header says', async () => {
    const message = await parse(
      mail({
        headers: {
          From: '=?iso-8859-1?q?Tom=E1s_N=FA=F1ez?= <Tomas@North.example>',
          To: 'Dana <dana@south.example>, Team: ann@north.example, bo@north.example;',
          Cc: '"Lee, Ann" <ann.lee@north.example>',
          'Reply-To': 'desk@north.example',
          Subject: '=?utf-8?b?UGxhbiDwn46v?= and\n more',
          'In-Reply-To': '<a@x.example>',
          References: '<root@x.example>\n <a@x.example>',
          'List-Id': 'Yards <yards.x.example>',
          'X-Secret': 'not kept',
        },
        body: 'Hello  \r\nthere.\r\n\r\n\r\n\r\n\r\nBye\0\r\n',
      }),
    );
    expect(message).toMatchObject({
      messageId: '<quay-1@north.example>',
      threadId: '<root@x.example>',
      role: 'inbox',
      subject: 'Plan 🎯 and more',
      from: { name: 'Tomás Núñez', address: 'tomas@north.example' },
      to: [
        { address: 'dana@south.example' },
        { address: 'ann@north.example' },
        { address: 'bo@north.example' },
      ],
      cc: [{ name: 'Lee, Ann', address: 'ann.lee@north.example' }],
      replyTo: { address: 'desk@north.example' },
      date: '2026-10-12T16:04:37.000Z',
      dateHeader: 'Mon, 12 Oct 2026 18:04:37 +0200',
      inReplyTo: '<a@x.example>',
      references: ['<root@x.example>', '<a@x.example>'],
      headers: { 'list-id': 'Yards <yards.x.example>' },
      text: 'Hello\nthere.\n\n\nBye',
      textSource: 'plain',
      warnings: [],
    });
    expect(message.id).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has the same key each time and another one when its text differs', async () => {
    const [one, again, other] = await Promise.all([
      parse(mail()),
      parse(mail()),
      parse(mail({ body: 'Hello here.' })),
    ]);
    expect(again.id).toBe(one.id);
    expect(other.id).not.toBe(one.id);
  });

  it('gets a Message-ID made from its key when it has none', async () => {
    const message = await parse(mail({ headers: { 'Message-ID': '' } }));
    expect(message.messageId).toBe(`<${message.id.slice(0, 32)}@no-message-id.invalid>`);
    expect(message.threadId).toBe(message.messageId);
  });

  it('says when sender, date or text are missing', async () => {
    const empty = await parse(mail({ headers: { From: '', Date: '' }, body: '' }));
    expect(codes(empty)).toEqual(['missing-sender', 'missing-date', 'no-text']);
    expect(empty.segments).toEqual([]);
    expect(empty.textSource).toBe('none');
    expect(codes(await parse(mail({ headers: { Date: 'soon' } })))).toEqual(['missing-date']);
  });

  it('is shortened when it has 500,000 words, and says by how much', async () => {
    const message = await parse(mail({ body: 'gate '.repeat(500_000) }));
    expect(message.text.length).toBeLessThanOrEqual(1_000_000);
    expect(message.warnings[0]).toMatchObject({
      code: 'text-shortened',
      message: expect.stringContaining('300,000 words'),
    });
  });
});

describe('character sets', () => {
  it.each([
    ['iso-8859-1', [0x63, 0x61, 0x66, 0xe9], 'café'],
    ['iso-8859-15', [0xa4, 0x31, 0x35], '€15'],
    ['windows-1252', [0x93, 0x68, 0x69, 0x94], '“hi”'],
    ['windows-1251', [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2], 'Привет'],
    ['koi8-r', [0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4], 'Привет'],
    ['windows-1250', [0x47, 0x64, 0x61, 0xf1, 0x73, 0x6b], 'Gdańsk'],
    ['gb18030', [0xc4, 0xe3, 0xba, 0xc3], '你好'],
    ['iso-2022-jp', [0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42], 'あ'],
    ['shift_jis', [0x82, 0xa0], 'あ'],
    ['cp932', [0x82, 0xa0], 'あ'],
    ['euc-kr', [0xb0, 0xa1], '가'],
    ['big5', [0xa4, 0xa4], '中'],
    ['X-UTF8', [0xc3, 0xa9], 'é'],
  ])('decodes %s', async (charset, bytes, expected) => {
    const binary = String.fromCharCode(...bytes);
    const plain = await parse(latin1Bytes(typed(`text/plain; charset="${charset}"`, binary)));
    expect(plain.text).toBe(expected);
    const base64 = await parse(typed(`text/plain; charset=${charset}`, btoa(binary), 'base64'));
    expect(base64.text).toBe(expected);
    expect(base64.warnings).toEqual([]);
  });

  it('reads undeclared UTF-8 without fuss and undeclared Western bytes with a warning', async () => {
    const utf8 = await parse(mail({ body: 'Gdańsk' }));
    expect([utf8.text, codes(utf8)]).toEqual(['Gdańsk', []]);
    const western = await parse(latin1Bytes(mail({ body: 'caf\xe9 cr\xe8me' })));
    expect([western.text, codes(western)]).toEqual(['café crème', ['charset-unknown']]);
  });

  it('does its best with an unknown or wrong character set and says so', async () => {
    const unknown = await parse(typed('text/plain; charset=x-klingon', 'naïve'));
    expect([unknown.text, codes(unknown)]).toEqual(['naïve', ['charset-unknown']]);
    expect(unknown.warnings[0]?.message).toContain('x-klingon');
    const wrong = await parse(latin1Bytes(typed('text/plain; charset=utf-8', 'Malm\xf6 \xe9t\xe9')));
    expect([wrong.text, codes(wrong)]).toEqual(['Malmö été', ['charset-unknown']]);
    expect(codes(await parse(typed('text/plain; charset=x-klingon', 'plain')))).toEqual([]);
  });

  it('reads raw 8-bit headers', async () => {
    const message = await parse(latin1Bytes(mail({ headers: { Subject: 'Caf\xe9' } })));
    expect(message.subject).toBe('Café');
  });
});

describe('paragraphs', () => {
  it('unwraps format=flowed, with and without delsp', async () => {
    const flowed = 'A long line that \nwas flowed.\n  indented\n-- \nAnn\n';
    expect((await parse(typed('text/plain; format=flowed', flowed))).text).toBe(
      'A long line that was flowed.\n indented\n--\nAnn',
    );
    expect((await parse(typed('text/plain; format=flowed; delsp=yes', 'Ab \ncd\n'))).text).toBe('Abcd');
  });

  it('joins soft line breaks of quoted-printable', async () => {
    const message = await parse(
      typed('text/plain; charset=utf-8', 'one =\ntwo =E2=82=AC15\n', 'quoted-printable'),
    );
    expect(message.text).toBe('one two €15');
  });
});

describe('structure', () => {
  it('prefers the plain version, unless it is a stub', async () => {
    const html = '<p>The gate opens at <b>06:30</b> on Friday for all hauliers with a slot.</p>';
    expect(await parse(htmlMail(html, 'The gate opens at 06:30.'))).toMatchObject({
      text: 'The gate opens at 06:30.',
      textSource: 'plain',
    });
    const stub = await parse(
      htmlMail(html, 'Your client does not support HTML. View this mail in your browser.'),
    );
    expect(stub).toMatchObject({
      textSource: 'html',
      text: 'The gate opens at 06:30 on Friday for all hauliers with a slot.',
    });
    expect((await parse(htmlMail(html, '   '))).textSource).toBe('html');
  });

  it('parts at its boundaries only, however many dashes stand in the text', async () => {
    const dashes = '-- a\n--- b --\n a--m\n--mm\nx --m\n--m x\n----\n-\n';
    const body = `${multipart('m', [`Content-Type: text/plain\n\n${dashes}`, 'Content-Type: text/plain\n\n--\nBye'])}--m\n\nNothing`;
    const message = await parse(mail({ headers: { 'Content-Type': 'multipart/mixed; boundary=m' }, body }));
    expect(message.text).toBe(`${dashes.trimEnd()}\n\n--\nBye`);
    expect(message.warnings).toEqual([]);
  });

  it('lists attachments with decoded names and sizes, and keeps none', async () => {
    const body = multipart('m', [
      'Content-Type: text/plain\n\nSee attached.',
      `Content-Type: application/pdf; name*=utf-8''Caf%C3%A9.pdf\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n${btoa('x'.repeat(100))}`,
      'Content-Type: text/csv; name="/tmp/rota.csv"\n\na,b',
      'Content-Type: text/plain\nContent-Disposition: attachment; filename="notes.txt"\n\nnot part of the text',
    ]);
    const message = await parse(mail({ headers: { 'Content-Type': 'multipart/mixed; boundary=m' }, body }));
    expect(message.text).toBe('See attached.');
    expect(message.attachments).toEqual([
      { name: 'Café.pdf', mediaType: 'application/pdf', bytes: 100 },
      { name: 'rota.csv', mediaType: 'text/csv', bytes: 3 },
      { name: 'notes.txt', mediaType: 'text/plain', bytes: 20 },
    ]);
  });

  it('reads a mail that was forwarded as a part', async () => {
    const inner = mail({
      headers: { Subject: 'Three rows', From: 'Bob <bob@x.example>' },
      body: 'Three rows are open.',
    });
    const body = multipart('m', [
      'Content-Type: text/plain\n\nYours.',
      `Content-Type: message/rfc822\n\n${inner}`,
    ]);
    const message = await parse(
      mail({ headers: { Subject: 'Fwd: x', 'Content-Type': 'multipart/mixed; boundary=m' }, body }),
    );
    expect(message.text).toContain('From: Bob <bob@x.example>');
    expect(message.text).toContain('Subject: Three rows');
    const own = message.segments
      .filter(({ kind }) => kind === 'body')
      .map(({ start, end }) => message.text.slice(start, end));
    expect(own.join('')).toContain('Three rows are open.');
  });

  it('shows the human part of a delivery report, not the evidence', async () => {
    const body = multipart('r', [
      'Content-Type: text/plain\n\nCould not deliver for 4 hours.',
      'Content-Type: message/delivery-status\n\nStatus: 4.4.1',
      `Content-Type: message/rfc822\n\n${mail({ body: 'The mail that failed' })}`,
    ]);
    const message = await parse(mail({ headers: { 'Content-Type': 'multipart/report; boundary=r' }, body }));
    expect(message.text).toBe('Could not deliver for 4 hours.');
    expect(message.attachments).toEqual([]);
  });

  it('describes an invitation that has no other text', async () => {
    const event = [
      'BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'SUMMARY:Quay review\\, part', ' 2', 'LOCATION:Room Barge',
      'DTSTART;TZID=Europe/Amsterdam:20261022T140000', 'DTEND;TZID=Europe/Amsterdam:20261022T153000',
      'ORGANIZER;CN=Priya:mailto:priya@x.example', 'END:VEVENT', 'END:VCALENDAR',
    ].join('\r\n'); // prettier-ignore
    const message = await parse(typed('text/calendar; charset=utf-8; method=REQUEST', event));
    expect(message.text).toBe(
      'Invitation: Quay review, part2\nWhen: 22 October 2026, 14:00 - 15:30 (Europe/Amsterdam)\nWhere: Room Barge\nOrganiser: Priya (priya@x.example)',
    );
    expect(message.attachments).toEqual([
      expect.objectContaining({ name: 'invitation.ics', mediaType: 'text/calendar' }),
    ]);
  });
});
