import { json, type ProviderAnswer, type ProviderRequest } from '../provider-server/exchange';
import { emlHeader } from '../provider-server/eml-header';
import type { GoogleMail, GoogleMailbox } from './google-mailbox';

const READ = 'https://www.googleapis.com/auth/gmail.readonly';
const COMPOSE = 'https://www.googleapis.com/auth/gmail.compose';

export function googleError(code: number, status: string, reason: string): ProviderAnswer {
  return json(code, googleErrorBody(code, status, reason));
}

export function googleErrorBody(code: number, status: string, reason: string): unknown {
  const message = `${reason} (as Google words it)`;
  return { error: { code, message, status, errors: [{ message, domain: 'global', reason }] } };
}

interface Routes {
  readonly mailbox: GoogleMailbox;
  /** As few as Google likes to give at once, whatever is asked for. */
  readonly pageSize: number;
  /** The oldest place in the history that is still known. */
  readonly oldestHistory: () => number;
  /** Page tokens that were given out and are still good. */
  readonly pageTokens: Map<string, number>;
}

/** The part of Gmail's REST interface that the source asks, by a user who holds these scopes. */
export function answerGmail(
  { mailbox, pageSize, oldestHistory, pageTokens }: Routes,
  { method, url, body }: ProviderRequest,
  scopes: readonly string[],
): ProviderAnswer {
  const path = /\/gmail\/v1\/users\/me\/(.*)$/.exec(url.pathname)?.[1] ?? '';
  const asked = url.searchParams;
  const mayRead = scopes.includes(READ);

  function page<T>(all: readonly T[]): { readonly part: readonly T[]; readonly more: object } | null {
    const token = asked.get('pageToken');
    const from = token === null ? 0 : pageTokens.get(token);
    if (from === undefined) return null;
    const to = from + Math.min(pageSize, Number(asked.get('maxResults') ?? 100));
    if (to >= all.length) return { part: all.slice(from), more: {} };
    const nextPageToken = String(pageTokens.size + 100_000_000);
    pageTokens.set(nextPageToken, to);
    return { part: all.slice(from, to), more: { nextPageToken } };
  }

  if (method === 'POST' && path === 'drafts') {
    if (!scopes.includes(COMPOSE)) return googleError(403, 'PERMISSION_DENIED', 'insufficientPermissions');
    return createDraft(mailbox, body);
  }
  if (method !== 'GET') return googleError(404, 'NOT_FOUND', 'notFound');
  if (!mayRead) return googleError(403, 'PERMISSION_DENIED', 'insufficientPermissions');
  if (path === 'profile') {
    const { emailAddress } = mailbox;
    return json(200, {
      ...{ emailAddress, messagesTotal: mailbox.mails().length, threadsTotal: mailbox.mails().length },
      historyId: String(mailbox.historyId()),
    });
  }
  if (path === 'messages') {
    const found = find(mailbox, asked);
    const given = found && page(found);
    if (!given) return googleError(400, 'INVALID_ARGUMENT', 'invalidArgument');
    const messages = given.part.map(({ id, threadId }) => ({ id, threadId }));
    // Google leaves the list out where it is empty.
    return json(200, {
      ...(messages.length > 0 && { messages }),
      ...given.more,
      resultSizeEstimate: messages.length,
    });
  }
  if (path === 'history') {
    const start = Number(asked.get('startHistoryId'));
    const records = mailbox.historyAfter(start, oldestHistory());
    if (!records) return googleError(404, 'NOT_FOUND', 'notFound');
    const types = asked.getAll('historyTypes').map((type) => type.replace(/^(message|label)/, '$1s'));
    const wanted = records.filter((record) => types.length === 0 || types.some((type) => type in record));
    const given = page(wanted);
    if (!given) return googleError(400, 'INVALID_ARGUMENT', 'invalidArgument');
    return json(200, {
      ...(given.part.length > 0 && {
        history: given.part.map((record) => ({ ...record, id: String(record.id) })),
      }),
      ...given.more,
      historyId: String(mailbox.historyId()),
    });
  }
  const mail = mailbox.get(/^messages\/([^/]+)$/.exec(path)?.[1] ?? '');
  if (!mail || asked.get('format') !== 'raw') return googleError(404, 'NOT_FOUND', 'notFound');
  const { id, threadId, labelIds, eml, internalDate } = mail;
  const raw = Buffer.from(eml).toString('base64url');
  return json(200, { id, threadId, labelIds, raw, internalDate: String(internalDate) });
}

/** Null for a search that this stand-in does not know. */
function find(mailbox: GoogleMailbox, asked: URLSearchParams): readonly GoogleMail[] | null {
  const labels = asked.getAll('labelIds');
  const hidden = ['SPAM', 'TRASH'];
  let found = mailbox
    .mails()
    .filter(({ labelIds }) => !labelIds.some((label) => hidden.includes(label)))
    .filter(({ labelIds }) => labels.every((label) => labelIds.includes(label)));
  for (const term of (asked.get('q') ?? '').split(' ').filter(Boolean)) {
    const [, after] = /^after:(\d+)$/.exec(term) ?? [];
    const [, messageId] = /^rfc822msgid:(.+)$/.exec(term) ?? [];
    if (after !== undefined) found = found.filter((mail) => mail.internalDate > Number(after) * 1000);
    else if (messageId !== undefined)
      found = found.filter(({ eml }) => emlHeader(eml, 'Message-ID') === `<${messageId}>`);
    else if (term === '-in:inbox') found = found.filter(({ labelIds }) => !labelIds.includes('INBOX'));
    else return null;
  }
  return found;
}

function createDraft(mailbox: GoogleMailbox, body: string): ProviderAnswer {
  const { message } = JSON.parse(body) as { message: { raw: string; threadId?: string } };
  const eml = Buffer.from(message.raw, 'base64url').toString();
  const thread = message.threadId;
  const inThread = mailbox.mails().filter(({ threadId }) => threadId === thread);
  if (thread !== undefined && inThread.length === 0) return googleError(404, 'NOT_FOUND', 'notFound');
  // What Google asks of a draft that is to stand in a thread: headers that name one of its mails, and the same subject.
  const named = `${emlHeader(eml, 'References')} ${emlHeader(eml, 'In-Reply-To')}`;
  const plain = (subject: string): string => subject.replace(/^(?:re|aw):\s*/i, '');
  const fits = inThread.some(
    (mail) =>
      named.includes(emlHeader(mail.eml, 'Message-ID')) &&
      plain(emlHeader(mail.eml, 'Subject')) === plain(emlHeader(eml, 'Subject')),
  );
  if (thread !== undefined && !fits) return googleError(400, 'INVALID_ARGUMENT', 'invalidArgument');
  const { id, threadId, labelIds } = mailbox.add(eml, ['DRAFT'], Date.now(), thread);
  return json(200, { id: `r-${id}`, message: { id, threadId, labelIds } });
}
