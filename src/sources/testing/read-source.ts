import { toFailure, type Failure } from '../../contracts/failure';
import type { MailSource, SourceItem } from '../../contracts/mail-source';
import type { RemoteMail } from './source-subject';

export const NEVER = new AbortController().signal;
const DAY_MS = 86_400_000;

export const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
/** The bound of the first look, in the tests. */
export const SINCE = daysAgo(14);

/** A mail for a remote; its text holds its number. */
export function remoteMail(number: number, part: Partial<RemoteMail> = {}): RemoteMail {
  const messageId = part.messageId ?? `<contract-${number}@mail.example>`;
  const receivedAt = part.receivedAt ?? daysAgo(1);
  const [from, to] =
    part.role === 'sent'
      ? ['Dana Whitfield <dana@mail.example>', 'Ada Byron <ada@mail.example>']
      : ['Ada Byron <ada@mail.example>', 'Dana Whitfield <dana@mail.example>'];
  const eml = [
    `Message-ID: ${messageId}`,
    `Date: ${new Date(receivedAt).toUTCString().replace('GMT', '+0000')}`,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: Matter ${number}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Dear Dana, this is mail number ${number}.`,
    '',
  ].join('\r\n');
  return { role: 'inbox', eml, ...part, messageId, receivedAt };
}

export const remoteMails = (first: number, count: number, part: Partial<RemoteMail> = {}): RemoteMail[] =>
  Array.from({ length: count }, (_, index) => remoteMail(first + index, part));

/** What was read from a source until it had no more. */
export interface Reading {
  /** Message-IDs with their roles, in the order in which they came; one that came twice is in it twice. */
  readonly mails: readonly { readonly messageId: string; readonly role: SourceItem['role'] }[];
  readonly pages: number;
  readonly restarted: boolean;
  readonly cursor: string;
}

/** Lists from a cursor to the end and fetches everything, as the app does. */
export async function readAll(source: MailSource, from: string | null, since = SINCE): Promise<Reading> {
  const mails: Reading['mails'][number][] = [];
  let cursor = from;
  let restarted = false;
  for (let pages = 1; ; pages += 1) {
    const page = await source.changes(cursor, { since, signal: NEVER });
    restarted ||= page.restarted;
    for (const item of page.items) mails.push(...(await readItem(source, item)));
    cursor = page.cursor;
    if (!page.more) return { mails, pages, restarted, cursor };
  }
}

/** The mails of an item: one, or those of a part of an mbox. */
export async function readItem(source: MailSource, item: SourceItem): Promise<Reading['mails']> {
  const file = await source.fetch(item, NEVER);
  if (file === null) return [];
  const text = await file.blob.text();
  return [...text.matchAll(/^Message-ID:\s*(<[^>\r\n]+>)/gim)].map(([, messageId = '']) => ({
    messageId,
    role: item.role,
  }));
}

export const idsOf = (mails: readonly { readonly messageId: string }[]): string[] =>
  mails.map(({ messageId }) => messageId).sort();

/** The failure that a promise rejects with. Throws when it resolves. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const outcome = await promise.then(
    () => null,
    (thrown: unknown) => toFailure(thrown),
  );
  if (outcome === null) throw new Error('it was expected to fail, and did not');
  return outcome;
}
