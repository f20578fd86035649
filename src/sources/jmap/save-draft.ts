import type { SourceDraft } from '../../contracts/mail-source';
import { IMPORTED, MAILBOXES, UPLOADED } from './jmap-answers';
import { answerTo, type JmapConnection } from './jmap-connection';
import { noDraftsFolder, nonsense, noRoomForDraft, readOnly, refused } from './jmap-failures';
import { expand } from './jmap-session';
import { mailboxPlaces } from './mailbox-places';
import * as v from 'valibot';

/** Puts a reply into the mailbox for drafts as it is written, so that In-Reply-To and References stay, and returns the id of the new mail. */
export async function saveDraft(
  connection: JmapConnection,
  { eml }: SourceDraft,
  signal: AbortSignal,
): Promise<string> {
  const { host } = connection;
  const { accountId, uploadUrl } = await connection.session(signal);
  if (uploadUrl === null) throw readOnly(host, 'no address for uploads');
  const mailboxes = await connection.ask([['Mailbox/get', { accountId, ids: null }, 'mailboxes']], signal);
  const { drafts } = mailboxPlaces(answerTo('mailboxes', mailboxes, MAILBOXES, host).list);
  if (drafts === null) throw noDraftsFolder(host);

  const url = expand(uploadUrl, { accountId });
  const uploaded = v.safeParse(UPLOADED, await connection.send(url, 'message/rfc822', withCrLf(eml), signal));
  if (!uploaded.success) throw nonsense(host, 'an odd answer to an upload');
  const { blobId } = uploaded.output;
  const draft = { blobId, mailboxIds: { [drafts]: true }, keywords: { $draft: true, $seen: true } };
  const answers = await connection.ask(
    [['Email/import', { accountId, emails: { draft } }, 'import']],
    signal,
  );
  const { created, notCreated } = answerTo('import', answers, IMPORTED, host);
  const id = created?.['draft']?.id;
  if (id !== undefined) return id;
  const { type = 'no answer', description = '', existingId } = notCreated?.['draft'] ?? {};
  // It was saved before, and the answer was lost.
  if (type === 'alreadyExists' && existingId !== undefined) return existingId;
  if (type === 'overQuota' || type === 'tooLarge') throw noRoomForDraft(host, `${type} ${description}`);
  if (type === 'forbidden') throw readOnly(host, `${type} ${description}`);
  throw refused(host, `${type} ${description}`.trim());
}

/** Lines of a mail end in CR and LF (RFC 5322, section 2.1). */
function withCrLf(eml: string): string {
  return eml.replace(/\r?\n/g, '\r\n');
}
