import { Blob } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/contracts/message';
import { importFiles } from '../../../src/importers/import-files';
import { madeMailbox } from './made-mailbox';

const OPTIONS = { seed: 5, mails: 300, bytes: 3_000_000 };
const made = (): Buffer => Buffer.concat([...madeMailbox(OPTIONS)]);

async function read(mailbox: Buffer): Promise<Message[]> {
  const messages: Message[] = [];
  const blob = new Blob([new Uint8Array(mailbox)]) as unknown as globalThis.Blob;
  const sink = {
    onBatch: async (batch: readonly Message[]) => void messages.push(...batch),
    onProgress() {},
  };
  const outcome = await importFiles(
    [{ name: 'made.mbox', blob }],
    'inbox',
    sink,
    new AbortController().signal,
  );
  expect(outcome.problems).toEqual([]);
  return messages;
}

describe('madeMailbox', () => {
  it('is the same for the same seed, and about as large as asked', () => {
    const mailbox = made();
    expect(mailbox.equals(made())).toBe(true);
    expect(mailbox.length / OPTIONS.bytes).toBeGreaterThan(0.8);
    expect(mailbox.length / OPTIONS.bytes).toBeLessThan(1.2);
  });

  it('is sound mail: everything in it is read, with text, conversations and attachments', async () => {
    const messages = await read(made());
    expect(messages.map(({ messageId }) => messageId)).toEqual(
      Array.from({ length: OPTIONS.mails }, (_, nth) => `<made-${nth}@5.mailbox.example>`),
    );
    const broken = messages.flatMap(({ warnings }) =>
      warnings.filter(({ code }) => code !== 'hidden-text-removed'),
    );
    expect(broken).toEqual([]);
    expect(messages.filter(({ text }) => /[Bb]est,|Viele Grüße|Un saludo/u.test(text))).toHaveLength(
      OPTIONS.mails,
    );
    expect(messages.filter(({ text }) => text.includes('\uFFFD'))).toEqual([]);
    expect(new Set(messages.map(({ threadId }) => threadId)).size).toBeLessThan(OPTIONS.mails * 0.7);
    expect(messages.filter(({ attachments }) => attachments.length > 0).length).toBeGreaterThan(20);
    expect(messages.filter(({ textSource }) => textSource === 'html').length).toBeGreaterThan(10);
  });
});
