import type { ChangeOptions, MailSource, SourceChanges } from '../../contracts/mail-source';
import { fetchMail } from './fetch-mail';
import { createJmapConnection, type JmapParts } from './jmap-connection';
import { parseCursor } from './jmap-cursor';
import { MethodError } from './jmap-problems';
import { listChanges, listSince, type ListedPage } from './list-mail';
import { ListedMail } from './listed-mail';
import { saveDraft } from './save-draft';
import { watchMail } from './watch-mail';

/**
 * A mailbox on a JMAP server (RFC 8620 and 8621), which needs no server in between. It is read, and drafts are put into it; nothing is ever sent, moved
 * or deleted.
 *
 * @throws {DesksideError} `server-refused` when the address of the set-up is none
 */
export function createJmapSource(parts: JmapParts): MailSource {
  const connection = createJmapConnection(parts);
  const listed = new ListedMail();
  const isStored = (id: string): boolean => listed.isStored(id);

  /** Null when the cursor is of no more use: of another account, of another version, or too old for the server. */
  async function pageAfter(text: string, options: ChangeOptions): Promise<ListedPage | null> {
    const cursor = parseCursor(text);
    const { accountId } = await connection.session(options.signal);
    if (cursor?.account !== accountId) return null;
    const listing = { connection, ...options, isStored };
    if (cursor.phase === 'list') return listSince(listing, cursor);
    try {
      return await listChanges(listing, cursor);
    } catch (error) {
      if (error instanceof MethodError && error.type === 'cannotCalculateChanges') return null;
      throw error;
    }
  }

  return {
    changes: (from, options): Promise<SourceChanges> =>
      connection.orFailure(async () => {
        listed.goOnFrom(from);
        const after = from === null ? null : await pageAfter(from, options);
        const page = after ?? (await listSince({ connection, ...options, isStored }, null));
        const { items, removed, more, emails } = page;
        const cursor = JSON.stringify(page.cursor);
        listed.give(cursor, emails, removed);
        return { items, removed, more, cursor, restarted: from !== null && after === null };
      }),
    fetch: (item, signal) =>
      connection.orFailure(() => fetchMail(connection, item, listed.blobOf(item.ref), signal)),
    saveDraft: (draft, signal) => connection.orFailure(() => saveDraft(connection, draft, signal)),
    watch: (onChange, signal) => watchMail(connection, onChange, signal),
  };
}
