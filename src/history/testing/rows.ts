import type { Correction, MessageResult } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import type { History } from '../history';
import type { HistoryRows, TableName } from '../history-tables';

/** All rows of a table. */
export async function allRows<Name extends TableName>(
  { rows }: Pick<History, 'rows'>,
  name: Name,
): Promise<HistoryRows[Name][]> {
  return rows.read(name, await rows.keys(name));
}

/** Rows for tests. */
export function mail(id: string, overrides: Partial<Message> = {}): Message {
  const text = overrides.text ?? `Text of ${id}`;
  return {
    id,
    messageId: `<${id}@example.org>`,
    threadId: `thread-${id}`,
    role: 'inbox',
    subject: `Subject ${id}`,
    from: { name: 'Ada', address: 'ada@example.org' },
    to: [],
    cc: [],
    replyTo: null,
    date: '2026-11-20T08:00:00.000Z',
    dateHeader: 'Fri, 20 Nov 2026 08:00:00 +0000',
    inReplyTo: null,
    references: [],
    headers: {},
    text,
    segments: [{ kind: 'body', start: 0, end: text.length }],
    textSource: 'plain',
    attachments: [],
    warnings: [],
    ...overrides,
  };
}

export function result(id: string, part: Partial<MessageResult> = {}): MessageResult {
  return { id, triage: null, summary: null, asks: null, draft: null, phrased: false, timings: {}, ...part };
}

export function correction(id: string, part: Partial<Correction> = {}): Correction {
  return {
    ...{ id, category: 'act', urgent: false, madeAt: '2026-11-20T08:00:00.000Z' },
    ...{ sender: 'ada@example.org', list: '', thread: `thread-${id}`, embedding: new Float32Array([1, 0]) },
    ...part,
  };
}
