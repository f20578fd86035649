import type { Message } from '../../src/contracts/message';

/** A mail from Ada to Dana with one body segment over its text; whatever matters to the test is given. */
export function makeMessage(overrides: Partial<Message> = {}): Message {
  const id = overrides.id ?? 'mail-1';
  const text = overrides.text ?? '';
  return {
    id,
    messageId: `<${id}@x.example>`,
    threadId: id,
    role: 'inbox',
    subject: 'Hello',
    from: { name: 'Ada Byron', address: 'ada@x.example' },
    to: [{ name: 'Dana Whitfield', address: 'dana@y.example' }],
    cc: [],
    replyTo: null,
    date: '2026-10-12T18:00:00.000Z',
    dateHeader: 'Mon, 12 Oct 2026 20:00:00 +0200',
    inReplyTo: null,
    references: [],
    headers: {},
    text,
    segments: text === '' ? [] : [{ kind: 'body', start: 0, end: text.length }],
    textSource: text === '' ? 'none' : 'plain',
    attachments: [],
    warnings: [],
    ...overrides,
  };
}
