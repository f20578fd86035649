import { askFolderPermission } from '../../platform/folders/folder-access';
import { sourceFetch } from './open-source';
import type { LiveSource, SourceDesk } from './source-desk';
import type { SourcesApi } from './sources-api';

/** What only a click of the user can do for a source. Nothing is waited for before the browser is asked, or it would not take it for one. */
export function signInAtSources(
  desk: SourceDesk,
): Pick<SourcesApi, 'signIn' | 'allowFolder' | 'allowDrafts'> {
  const { store, parts } = desk;

  async function signInElsewhere({ row, kind }: LiveSource, rights: 'read' | 'drafts'): Promise<void> {
    const { signal } = new AbortController();
    const fetch = sourceFetch(row.origins, parts);
    const secret = await kind.signIn?.({ setup: row.setup, rights, fetch, signal });
    if (secret === undefined) return;
    await store.secretsOf(row.id).put(secret);
    await desk.change(row.id, (now) => ({ ...now, draftsAllowed: rights === 'drafts' }));
  }

  return {
    async signIn(id, secret) {
      const source = desk.require(id);
      if (source.kind.signsIn === 'elsewhere')
        await signInElsewhere(source, source.row.draftsAllowed ? 'drafts' : 'read');
      else await store.secretsOf(id).put(secret);
      void source.keeper.look();
    },
    async allowFolder(id) {
      const source = desk.require(id);
      const { setup } = source.row;
      const folder =
        setup.kind === 'folder' && setup.folderId !== null
          ? await parts.history.folders.get(setup.folderId)
          : undefined;
      if (folder) await askFolderPermission(folder.handle);
      void source.keeper.look();
    },
    async allowDrafts(id) {
      const source = desk.require(id);
      if (source.kind.drafts === 'asks') await signInElsewhere(source, 'drafts');
    },
  };
}
