import { describe, expect, it } from 'vitest';
import { findAttachment } from './find-attachment';
import { parseMessage } from './parse-message';
import { ThreadIndex } from './thread-index';

function withAttachment(subject: string, messageId: string, content: string): string {
  return [
    'From: Ana <ana@mill.example>',
    `Subject: ${subject}`,
    ...(messageId === '' ? [] : [`Message-ID: ${messageId}`]),
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'See the report.',
    '--b',
    'Content-Type: application/pdf; name="report.pdf"',
    'Content-Disposition: attachment; filename="report.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    btoa(content),
    '--b--',
    '',
  ].join('\n');
}

const encode = (text: string) => new TextEncoder().encode(text);
const signal = new AbortController().signal;

async function placeOf(mail: string) {
  const context = { role: 'inbox', threads: new ThreadIndex(), omittedBytes: 0 } as const;
  const { message } = await parseMessage(encode(mail), context);
  return { id: message.id, messageId: message.messageId, index: 0 };
}

describe('findAttachment', () => {
  it.each([
    ['by its Message-ID', '<b@mill.example>'],
    ['where the mail has none', ''],
  ])('takes it out of a mailbox of several mails, %s', async (_how, messageId) => {
    const wanted = withAttachment('Second', messageId, 'the second');
    const mails = [withAttachment('First', '<a@mill.example>', 'the first'), wanted];
    const mbox = mails.map((mail) => `From ana@mill.example Mon Oct 12 10:00:00 2026\n${mail}\n`).join('');
    const files = [{ name: 'inbox.mbox', blob: new Blob([mbox]) }];
    const blob = await findAttachment(files, await placeOf(wanted), signal);
    expect([await blob.text(), blob.type]).toEqual(['the second', 'application/pdf']);
  });

  it('says so when the mail is in another file', async () => {
    const files = [{ name: 'a.eml', blob: new Blob([withAttachment('Other', '<c@mill.example>', 'x')]) }];
    const place = await placeOf(withAttachment('Second', '<b@mill.example>', 'x'));
    await expect(findAttachment(files, place, signal)).rejects.toMatchObject({
      failure: { message: expect.stringContaining('not in the file') },
    });
  });
});
