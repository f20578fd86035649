import { emlHeader } from '../provider-server/eml-header';
import { json, type ProviderAnswer, type ProviderRequest } from '../provider-server/exchange';
import type { ExchangeFolder, ExchangeMailbox } from './exchange-mailbox';
import { graphError, type createGraphLists } from './graph-lists';

interface Routes {
  readonly mailbox: ExchangeMailbox;
  readonly lists: ReturnType<typeof createGraphLists>;
}

const FOLDER = /^me\/mailFolders(?:\/(inbox|sentitems)|\('(inbox|sentitems)'\))(.*)$/;

/** The part of Graph that the source asks, by a user who holds these scopes. */
export function answerGraph(
  routes: Routes,
  request: ProviderRequest,
  scopes: readonly string[],
): ProviderAnswer {
  const path = decodeURIComponent(/\/v1\.0\/(.*)$/.exec(request.url.pathname)?.[1] ?? '');
  const mayWrite = scopes.includes('Mail.ReadWrite');
  if (!mayWrite && !scopes.includes('Mail.Read')) return graphError(403, 'ErrorAccessDenied');
  if (!/IdType="ImmutableId"/.test(request.headers['prefer'] ?? ''))
    // Ids that change when a mail is moved; nobody here should ask for them.
    return graphError(400, 'ErrorInvalidRequest');
  if (request.method === 'POST')
    return mayWrite ? create(routes.mailbox, path, request) : graphError(403, 'ErrorAccessDenied');
  const [, plain, quoted, rest = ''] = FOLDER.exec(path) ?? [];
  const folder = (plain ?? quoted) as ExchangeFolder | undefined;
  if (folder !== undefined) return answerFolder(routes, folder, rest, request);
  return path === 'me/messages' ? search(routes.mailbox, request) : graphError(404, 'ResourceNotFound');
}

function answerFolder(
  { mailbox, lists }: Routes,
  folder: ExchangeFolder,
  rest: string,
  { url, headers }: ProviderRequest,
): ProviderAnswer {
  const asked = url.searchParams;
  if (rest === '') return json(200, { id: folder === 'inbox' ? mailbox.inboxId : `${folder}-id` });
  const size = Number(/odata\.maxpagesize=(\d+)/.exec(headers['prefer'] ?? '')?.[1] ?? 10);
  if (rest === '/messages/delta') return lists.answer('delta', folder, asked, size);
  if (rest === '/messages') return lists.answer('list', folder, asked, size);
  const mail = mailbox.get(/^\/messages\/([^/]+)\/\$value$/.exec(rest)?.[1] ?? '');
  if (mail?.folder !== folder) return graphError(404, 'ErrorItemNotFound');
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: mail.eml };
}

function search(mailbox: ExchangeMailbox, { url }: ProviderRequest): ProviderAnswer {
  const filter = url.searchParams.get('$filter') ?? '';
  const messageId = /^internetMessageId eq '((?:[^']|'')*)'$/.exec(filter)?.[1];
  if (messageId === undefined) return graphError(400, 'ErrorInvalidUrlQueryFilter');
  const found = mailbox.byMessageId(messageId.replaceAll("''", "'"));
  return json(200, { value: found.map(({ id, folder }) => ({ id, isDraft: folder === 'drafts' })) });
}

/** Takes a mail as base64, as Graph does for the content type `text/plain`. */
function create(mailbox: ExchangeMailbox, path: string, { headers, body }: ProviderRequest): ProviderAnswer {
  if (headers['content-type'] !== 'text/plain') return graphError(400, 'ErrorInvalidRequest');
  if (!/^[A-Za-z0-9+/]+=*$/.test(body)) return graphError(400, 'ErrorMimeContentInvalidBase64String');
  const eml = Buffer.from(body, 'base64').toString();
  const answered = mailbox.get(/^me\/messages\/([^/]+)\/createReply$/.exec(path)?.[1] ?? '');
  if (!answered && path !== 'me/messages') return graphError(404, 'ErrorItemNotFound');
  if (answered?.folder === 'drafts') return graphError(400, 'ErrorInvalidOperation');
  const { id, conversationId } = mailbox.add(eml, 'drafts', Date.now(), answered?.conversationId);
  const internetMessageId = emlHeader(eml, 'Message-ID');
  return json(201, { id, conversationId, internetMessageId, isDraft: true });
}
