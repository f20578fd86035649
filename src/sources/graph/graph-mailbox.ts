import * as v from 'valibot';
import type { MailboxRole } from '../../contracts/message';
import { nonsense } from '../provider/failures';
import type { MailApi, ProviderQuestion } from '../provider/mail-api';

const FOLDER = v.object({ id: v.string() });
const LIST = v.object({
  value: v.array(
    v.object({
      id: v.string(),
      receivedDateTime: v.optional(v.string()),
      isDraft: v.optional(v.boolean(), false),
      '@removed': v.optional(v.unknown()),
    }),
  ),
  '@odata.nextLink': v.optional(v.string()),
  '@odata.deltaLink': v.optional(v.string()),
});
const FOUND = v.object({ value: v.array(v.object({ id: v.string(), isDraft: v.boolean() })) });
const CREATED = v.object({ id: v.string() });

export type GraphList = v.InferOutput<typeof LIST>;

/** What the source asks of Graph, each method one request. Rejects as `MailApi` does. */
export type GraphMailbox = ReturnType<typeof createGraphMailbox>;

/** Graph's names for folders that every mailbox has. */
const WELL_KNOWN = { inbox: 'inbox', sent: 'sentitems' } as const satisfies Record<MailboxRole, string>;
/** Ids hold when a mail is moved; and as many mails to a page as can be fetched in a few seconds. */
const PREFER = { Prefer: 'IdType="ImmutableId", odata.maxpagesize=100' };
const LISTED = ['$select', 'id,receivedDateTime,isDraft'] as const;
const NEWEST_FIRST = ['$orderby', 'receivedDateTime desc'] as const;

export function createGraphMailbox(api: MailApi, base: string) {
  const at = (path: string, query: readonly (readonly [string, string])[] = []): string => {
    const address = new URL(`me/${path}`, base);
    for (const [name, value] of query) address.searchParams.append(name, value);
    return address.href;
  };
  const question = (address: string): ProviderQuestion => ({ address, headers: PREFER });
  const create = (path: string, eml: string, signal: AbortSignal) =>
    api.json(
      { address: at(path), headers: { ...PREFER, 'Content-Type': 'text/plain' }, body: eml },
      CREATED,
      signal,
    );

  return {
    inbox: (signal: AbortSignal) =>
      api.json(question(at('mailFolders/inbox', [['$select', 'id']])), FOLDER, signal),
    /** Where a list of what is in the folder begins, which goes on as one of what comes into it. */
    beginning: (role: MailboxRole, since: string): string =>
      at(`mailFolders/${WELL_KNOWN[role]}/messages/delta`, [
        // Else a mail that is read or flagged comes again.
        ['changeType', 'created'],
        LISTED,
        ['$filter', `receivedDateTime ge ${toSeconds(since)}`],
        NEWEST_FIRST,
      ]),
    /** An ordinary list of what came between the two times. */
    olderThan: (role: MailboxRole, since: string, until: string): string =>
      at(`mailFolders/${WELL_KNOWN[role]}/messages`, [
        LISTED,
        ['$filter', `receivedDateTime ge ${toSeconds(since)} and receivedDateTime le ${toSeconds(until)}`],
        NEWEST_FIRST,
      ]),
    /** @param address one of the two above, or one that an answer led to */
    list(address: string, signal: AbortSignal): Promise<GraphList> {
      // The token goes to nobody else, whatever an answer or a cursor says.
      if (!URL.canParse(address) || new URL(address).origin !== new URL(base).origin)
        throw nonsense('Microsoft 365', 'a link to another place');
      return api.json(question(address), LIST, signal);
    },
    mime: (role: MailboxRole, id: string, signal: AbortSignal) =>
      api.blob(
        question(at(`mailFolders/${WELL_KNOWN[role]}/messages/${encodeURIComponent(id)}/$value`)),
        signal,
      ),
    find: (messageId: string, signal: AbortSignal) =>
      api.json(
        question(
          at('messages', [
            ['$filter', `internetMessageId eq '${messageId.replaceAll("'", "''")}'`],
            ['$select', 'id,isDraft'],
          ]),
        ),
        FOUND,
        signal,
      ),
    /** @param eml a mail as base64 */
    createReply: (id: string, eml: string, signal: AbortSignal) =>
      create(`messages/${encodeURIComponent(id)}/createReply`, eml, signal),
    createDraft: (eml: string, signal: AbortSignal) => create('messages', eml, signal),
  };
}

/** Graph takes times to the second. */
function toSeconds(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
