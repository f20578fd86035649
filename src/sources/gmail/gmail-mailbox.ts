import * as v from 'valibot';
import type { MailApi } from '../provider/mail-api';

const LISTED = v.object({ id: v.string() });
const LABELLED = v.object({ id: v.string(), labelIds: v.optional(v.array(v.string()), []) });
const ADDED = v.optional(v.array(v.object({ message: LABELLED })), []);

const PROFILE = v.object({ emailAddress: v.string(), historyId: v.string() });
const LIST = v.object({
  messages: v.optional(v.array(LISTED), []),
  nextPageToken: v.optional(v.string()),
});
const HISTORY = v.object({
  history: v.optional(
    v.array(
      v.object({
        messagesAdded: ADDED,
        messagesDeleted: v.optional(v.array(v.object({ message: LISTED })), []),
        labelsAdded: v.optional(
          v.array(v.object({ message: LABELLED, labelIds: v.optional(v.array(v.string()), []) })),
          [],
        ),
      }),
    ),
    [],
  ),
  nextPageToken: v.optional(v.string()),
  historyId: v.string(),
});
const RAW = v.object({ labelIds: v.optional(v.array(v.string()), []), raw: v.string() });
const FOUND = v.object({
  messages: v.optional(v.array(v.object({ id: v.string(), threadId: v.string() })), []),
});
const DRAFT = v.object({ message: v.object({ id: v.string() }) });

export type GmailHistory = v.InferOutput<typeof HISTORY>;

/** What the source asks of Gmail's interface, each method one request. Rejects as `MailApi` does. */
export type GmailMailbox = ReturnType<typeof createGmailMailbox>;

/** As many as one answer may hold without getting long. */
const PAGE = '100';
/** The most that Gmail gives at once; a record is small. */
const HISTORY_PAGE = '500';
const HISTORY_TYPES = ['messageAdded', 'messageDeleted', 'labelAdded'];

export function createGmailMailbox(api: MailApi, base: string) {
  const at = (path: string, query: readonly (readonly [string, string])[] = []): string => {
    const address = new URL(path, base);
    for (const [name, value] of query) address.searchParams.append(name, value);
    return address.href;
  };
  const paged = (pageToken: string | null): readonly [string, string][] =>
    pageToken === null ? [] : [['pageToken', pageToken]];

  return {
    profile: (signal: AbortSignal) => api.json({ address: at('profile') }, PROFILE, signal),
    list: (labelId: string, q: string, pageToken: string | null, signal: AbortSignal) =>
      api.json(
        {
          address: at('messages', [
            ['labelIds', labelId],
            ['q', q],
            ['maxResults', PAGE],
            ...paged(pageToken),
          ]),
        },
        LIST,
        signal,
      ),
    history: (startHistoryId: string, pageToken: string | null, signal: AbortSignal) =>
      api.json(
        {
          address: at('history', [
            ['startHistoryId', startHistoryId],
            ['maxResults', HISTORY_PAGE],
            ...HISTORY_TYPES.map((type) => ['historyTypes', type] as const),
            ...paged(pageToken),
          ]),
        },
        HISTORY,
        signal,
      ),
    raw: (id: string, signal: AbortSignal) =>
      api.json({ address: at(`messages/${encodeURIComponent(id)}`, [['format', 'raw']]) }, RAW, signal),
    /** The mails of a Message-ID, without its angle brackets. */
    find: (messageId: string, signal: AbortSignal) =>
      api.json({ address: at('messages', [['q', `rfc822msgid:${messageId}`]]) }, FOUND, signal),
    /** @param raw the mail as base64url */
    createDraft: (raw: string, threadId: string | null, signal: AbortSignal) =>
      api.json(
        {
          address: at('drafts'),
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ message: { raw, ...(threadId !== null && { threadId }) } }),
        },
        DRAFT,
        signal,
      ),
  };
}
