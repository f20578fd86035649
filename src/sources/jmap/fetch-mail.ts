import type { ImportFile } from '../../contracts/import-api';
import type { SourceItem } from '../../contracts/mail-source';
import { fromBase64 } from '../../platform/base64';
import { mailFile } from '../provider/mail-file';
import { BLOBS, EMAIL_PROPERTIES, EMAILS } from './jmap-answers';
import { answerTo, type JmapConnection } from './jmap-connection';
import { downloadsElsewhere, nonsense } from './jmap-failures';
import { expand } from './jmap-session';

const MEDIA_TYPE = 'message/rfc822';

/**
 * A mail's bytes. Where a server hands them out at another origin, they are taken from the API (RFC 9404), as far as it can.
 *
 * @param known id of its blob, where it is known
 * @returns null when there is no such mail any more
 */
export async function fetchMail(
  connection: JmapConnection,
  item: SourceItem,
  known: string | undefined,
  signal: AbortSignal,
): Promise<ImportFile | null> {
  const blobId = known ?? (await blobOf(connection, item.ref, signal));
  if (blobId === null) return null;
  const { accountId, downloadUrl, canGetBlobs } = await connection.session(signal);
  if (downloadUrl === null && !canGetBlobs) throw downloadsElsewhere(connection.host);
  const blob = await (downloadUrl === null
    ? blobFromApi(connection, accountId, blobId, signal)
    : connection.bytes(
        expand(downloadUrl, { accountId, blobId, name: 'mail.eml', type: MEDIA_TYPE }),
        signal,
      ));
  return blob && mailFile(item, blob);
}

async function blobOf(connection: JmapConnection, id: string, signal: AbortSignal): Promise<string | null> {
  const { accountId } = await connection.session(signal);
  const call = ['Email/get', { accountId, ids: [id], properties: EMAIL_PROPERTIES }, 'email'] as const;
  const [email] = answerTo('email', await connection.ask([call], signal), EMAILS, connection.host).list;
  return email?.blobId ?? null;
}

async function blobFromApi(
  connection: JmapConnection,
  accountId: string,
  blobId: string,
  signal: AbortSignal,
): Promise<Blob | null> {
  const call = ['Blob/get', { accountId, ids: [blobId], properties: ['data:asBase64'] }, 'blob'] as const;
  const [blob] = answerTo('blob', await connection.ask([call], signal), BLOBS, connection.host).list;
  if (!blob) return null;
  const bytes = fromBase64(blob['data:asBase64']);
  if (!bytes) throw nonsense(connection.host, 'a blob that is no base64');
  return new Blob([bytes], { type: MEDIA_TYPE });
}
