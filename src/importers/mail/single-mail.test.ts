import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, latin1Bytes, mail, noise } from '../../../tests/fixtures/mail/build-mail';
import { makeMsg, type MsgMail } from '../../../tests/fixtures/mail/make-msg';
import type { ImportOutcome } from '../../contracts/import-api';
import type { Message } from '../../contracts/message';
import { importFiles } from '../import-files';
import { findAttachment } from './find-attachment';
import { msgToMail } from './outlook/msg-to-mail';

const signal = new AbortController().signal;

async function read(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ImportOutcome & { mail: Message }> {
  const all: Message[] = [];
  const sink = {
    onBatch: async (batch: readonly Message[]) => void all.push(...batch),
    onProgress: () => undefined,
  };
  const outcome = await importFiles([{ name, blob: new Blob([bytes]) }], 'inbox', sink, signal);
  return { ...outcome, mail: all[0] as Message };
}

describe('.emlx', () => {
  const eml = mail({ body: 'Héllo there.\n' });
  const file = (text: string): Uint8Array<ArrayBuffer> =>
    bytesOf(`${bytesOf(text).length}      \n${text}<?xml version="1.0"?><plist><dict/></plist>\n`);

  it('is read without what Apple Mail puts around it', async () => {
    const { mail: message, problems } = await read('4711.emlx', file(eml));
    expect(problems).toEqual([]);
    expect(message).toMatchObject({ text: 'Héllo there.', subject: 'The quay plan', warnings: [] });
  });

  it('says so where Apple Mail keeps the attachments elsewhere', async () => {
    const { mail: message } = await read('Inbox/4711.partial.emlx', file(eml));
    expect(message.text).toBe('Héllo there.');
    expect(message.warnings.map(({ message: said }) => said)).toEqual([
      'Apple Mail keeps the attachments of this mail elsewhere, so they are missing here.',
    ]);
  });
});

describe('.msg', () => {
  const REPORT = noise(9_000);
  const SENT: MsgMail = {
    text: {
      '0037': 'Die Pläne\r\nBcc: eve@bad.example',
      '0042': 'Ann "the" Lee',
      '5D02': 'ann@north.example',
      '1000': 'Grüße vom Kai.',
      '1035': '<kai-1@north.example>',
      '1042': '<kai-0@north.example>',
    },
    bytes: { '1013': latin1Bytes('<p>Gr\u00fc\u00dfe vom <b>Kai</b>.</p>') },
    integers: { '3FDE': 28_591 },
    times: { '0039': new Date('2026-10-12T16:04:37Z') },
    recipients: [
      { text: { '3001': 'Dana', '39FE': 'dana@south.example' }, integers: { '0C15': 1 } },
      { text: { '3001': 'Bo', '3003': '/o=Company/cn=Bo' }, integers: { '0C15': 2 } },
    ],
    attachments: [
      { text: { '3707': 'Bericht (1).pdf', '370E': 'application/pdf' }, bytes: { '3701': REPORT } },
      {
        text: { '3001': 'Earlier mail' },
        embedded: { text: { '0037': 'Earlier', '1000': 'Earlier words.', '5D01': 'bo@south.example' } },
      },
    ],
  };

  it('is read with its people, its text and its attachments', async () => {
    const bytes = makeMsg(SENT);
    const { mail: message, problems } = await read('plan.msg', bytes);
    expect(problems).toEqual([]);
    expect(message).toMatchObject({
      messageId: '<kai-1@north.example>',
      inReplyTo: '<kai-0@north.example>',
      subject: 'Die Pläne Bcc: eve@bad.example',
      from: { name: 'Ann "the" Lee', address: 'ann@north.example' },
      to: [{ name: 'Dana', address: 'dana@south.example' }],
      date: '2026-10-12T16:04:37.000Z',
    });
    expect(message.text).toContain('Grüße vom Kai.');
    expect(message.cc).toMatchObject([{ name: 'Bo' }]);
    const at = message.attachments.findIndex(({ name }) => name === 'Bericht (1).pdf');
    expect(message.attachments[at]).toMatchObject({ mediaType: 'application/pdf', bytes: REPORT.length });
    const place = { id: message.id, messageId: message.messageId, index: at };
    const found = await findAttachment([{ name: 'plan.msg', blob: new Blob([bytes]) }], place, signal);
    expect(new Uint8Array(await found.arrayBuffer())).toEqual(REPORT);
  });

  it('keeps the header that it came with, but for how it was packed', async () => {
    const headers = [
      'Received: from a by b; Mon, 12 Oct 2026 18:04:37 +0200',
      'From: Ann Lee <ann@north.example>',
      'Message-ID: <kai-2@north.example>',
      'List-Id: <quay.north.example>',
      'Content-Type: multipart/mixed;\r\n boundary="gone"',
      'Date: Mon, 12 Oct 2026 18:04:00 +0200',
    ].join('\r\n');
    const { mail: message } = await read(
      'a.msg',
      makeMsg({ text: { '007D': headers, '0037': 'Quay', '1000': 'Hi.' } }),
    );
    expect(message).toMatchObject({
      subject: 'Quay',
      text: 'Hi.',
      date: '2026-10-12T16:04:00.000Z',
      warnings: [],
    });
    expect(message.headers['list-id']).toBe('<quay.north.example>');
  });

  it('of an old Outlook is read in its code page', async () => {
    const text = { '0037': '\u00cf\u00eb\u00e0\u00ed', '1000': 'x', '0C1F': 'a@b.example' };
    const { mail: message } = await read(
      'a.msg',
      makeMsg({ text, isAnsi: true, integers: { '3FFD': 1251 } }),
    );
    expect(message.subject).toBe('План');
  });

  it('that is damaged says so, and a file of another program is none', async () => {
    const whole = makeMsg(SENT);
    const cut = await read('cut.msg', whole.slice(0, 700));
    expect(cut.problems).toMatchObject([{ failure: { code: 'import-damaged' } }]);
    expect(cut.problems[0]?.failure.message).toContain('Outlook message is damaged');
    const pst = await read('all.pst', bytesOf('!BDN and more'));
    expect(pst.problems[0]?.failure.message).toContain('.pst');
  });

  it('ends, whatever is wrong in it', () => {
    const whole = makeMsg(SENT);
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(damage, fc.nat(whole.length), (changes, length) => {
        const bytes = whole.slice(0, Math.max(length, whole.length >> 1));
        for (const [at, value] of changes) bytes[at] = value;
        try {
          msgToMail(bytes);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('whose chain of sectors leads back to itself is damaged', () => {
    const bytes = makeMsg(SENT);
    const view = new DataView(bytes.buffer);
    const table = (view.getUint32(76, true) + 1) * 512;
    const directory = view.getUint32(48, true);
    view.setUint32(table + 4 * directory, directory, true);
    expect(() => msgToMail(bytes)).toThrow(RangeError);
  });
});
