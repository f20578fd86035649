import type { ImportFile } from '../../contracts/import-api';
import type { MailSource, SourceRow, SourceSecrets } from '../../contracts/mail-source';
import type { History } from '../../history/history';
import type { Fetch } from '../../platform/fetch';
import { folderPermission } from '../../platform/folders/folder-access';
import { withForeignLog } from '../../platform/foreign-requests';
import type { EgressLog } from '../egress';
import { ALLOW_FOLDER, elsewhere, needsReload, PICK_FILES, SIGN_IN } from './source-failures';
import type { KindOfSource } from './source-kinds';
import type { Opened } from './source-keeper';
import type { Surroundings } from './surroundings';

export interface OpenParts {
  readonly history: Pick<History, 'folders'>;
  readonly egress: Pick<EgressLog, 'note'>;
  readonly surroundings: Pick<Surroundings, 'fetch' | 'isReachable'>;
  /** Of this page, for addresses that are relative. */
  readonly base: string;
}

/** What of a source is wanted when it is opened. */
export interface OpenRequest {
  readonly row: SourceRow;
  readonly kind: KindOfSource;
  readonly secrets: SourceSecrets;
  /** What the user picked this time, for a source that no folder is kept of. */
  readonly picked: readonly ImportFile[] | null;
}

/** The source of a row, or why it cannot be reached at this moment. */
export async function openSource(
  { row, kind, secrets, picked }: OpenRequest,
  parts: OpenParts,
): Promise<Opened> {
  const { setup, name, origins } = row;
  if (!origins.every((origin) => parts.surroundings.isReachable(origin)))
    return { state: 'reload', failure: needsReload(name) };
  if (kind.signsIn !== 'not' && (await secrets.get()) === null)
    return { state: 'signed-out', failure: SIGN_IN };
  const folder = setup.kind === 'folder' ? await folderOf(setup.folderId, picked, parts) : null;
  if (folder !== null && 'state' in folder) return folder;
  return { source: kind.open({ setup, name, secrets, fetch: sourceFetch(origins, parts), folder }) };
}

async function folderOf(
  folderId: string | null,
  picked: readonly ImportFile[] | null,
  { history }: Pick<OpenParts, 'history'>,
): Promise<FileSystemDirectoryHandle | readonly ImportFile[] | Exclude<Opened, { source: MailSource }>> {
  if (picked) return picked;
  const kept = folderId === null ? undefined : await history.folders.get(folderId);
  if (!kept) return { state: 'files', failure: PICK_FILES };
  const permission = await folderPermission(kept.handle);
  return permission === 'granted' ? kept.handle : { state: 'asks', failure: ALLOW_FOLDER };
}

/** The only way from a source to its server: each request is noted, and none goes to an origin that the user has not set up. */
export function sourceFetch(
  origins: readonly string[],
  { egress, surroundings, base }: Pick<OpenParts, 'egress' | 'surroundings' | 'base'>,
): Fetch {
  const noted = withForeignLog(surroundings.fetch, {
    ...{ base, note: egress.note, purpose: 'mail-source', ownOriginToo: true },
  });
  return async (input, init) => {
    const { origin } = new URL(input, base);
    if (!origins.includes(origin)) throw elsewhere(origin);
    return noted(input, init);
  };
}
