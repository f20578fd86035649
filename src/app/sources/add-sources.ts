import type { SourceRow, SourceSetup } from '../../contracts/mail-source';
import type { WatchedFolder } from '../../contracts/watched-folder';
import { pickFolder } from '../../platform/folders/folder-access';
import { noServiceWorker } from '../models/source-refusals';
import type { LiveSource, SourceDesk } from './source-desk';
import type { SourceCard, SourcesApi } from './sources-api';

interface NewRow {
  readonly setup: SourceSetup;
  readonly name: string;
  readonly days: number;
  readonly origins: readonly string[];
  readonly keepsSecret: boolean;
}

/** Setting sources up. */
export function addSources(desk: SourceDesk): Pick<SourcesApi, 'add' | 'addFolder' | 'addFiles'> {
  const { store, parts } = desk;
  const { surroundings, history, clock, upkeep } = parts;

  async function setUp(row: NewRow, secret: string | null): Promise<LiveSource> {
    const id = crypto.randomUUID();
    const stored: SourceRow = {
      ...{ ...row, id, addedAt: new Date(clock.now()).toISOString() },
      ...{ draftsAllowed: false, notBefore: null, cursor: null, syncedAt: null, sealedSecret: null },
    };
    await store.add(stored);
    if (secret !== null) await store.secretsOf(id).put(secret);
    await surroundings.keepAwake(true);
    const source = await desk.take((await store.get(id)) ?? stored);
    surroundings.tell({ kind: 'changed' });
    return source;
  }

  return {
    async add({ setup, name, days, secret, keepSecret }) {
      const kind = await parts.loadKind(setup.kind);
      const origins = kind.origins(setup);
      const isReachable = origins.every((origin) => surroundings.isReachable(origin));
      // Only a service worker can widen the policy that the host sends.
      if (!isReachable && !(await surroundings.canWiden())) throw noServiceWorker();
      const { row, keeper } = await setUp({ setup, name, days, origins, keepsSecret: keepSecret }, secret);
      await upkeep.keepOrigins();
      if (!isReachable) await store.carryOver(row.id);
      // The first look may take minutes; the card shows how far it is. One that waits for the reload ends at once, and the card says so.
      const looking = keeper.look();
      if (!isReachable) await looking;
      return desk.card(row.id);
    },
    async addFolder(days) {
      const handle = await pickFolder('deskside-mail');
      if (!handle) return null;
      const folders = await history.folders.all();
      const known = await knownCard(handle, folders, desk.cards.get(), desk);
      if (known) return known;
      const folder: WatchedFolder = {
        ...{ id: crypto.randomUUID(), purpose: 'mail', name: handle.name, handle },
        ...{ files: [], checkedAt: null },
      };
      await history.folders.put(folder);
      const setup = { kind: 'folder', folderId: folder.id } as const;
      const { row, keeper } = await setUp(
        { setup, name: handle.name, days, origins: [], keepsSecret: false },
        null,
      );
      void keeper.look();
      return desk.card(row.id);
    },
    async addFiles(files, days) {
      const setup = { kind: 'folder', folderId: null } as const;
      const name = nameOfFiles(files.map((file) => file.name));
      const source = await setUp({ setup, name, days, origins: [], keepsSecret: false }, null);
      source.picked = files;
      void source.keeper.look().finally(() => (source.picked = null));
      return desk.card(source.row.id);
    },
  };
}

/** The card of a source over the same folder. */
async function knownCard(
  handle: FileSystemDirectoryHandle,
  folders: readonly WatchedFolder[],
  cards: readonly SourceCard[],
  desk: SourceDesk,
): Promise<SourceCard | null> {
  for (const card of cards) {
    const { setup } = desk.require(card.id).row;
    if (setup.kind !== 'folder') continue;
    const folder = folders.find(({ id }) => id === setup.folderId);
    if (folder && (await folder.handle.isSameEntry(handle))) return card;
  }
  return null;
}

/** The folder that they lie in, else the first of them. */
function nameOfFiles(names: readonly string[]): string {
  const [first = ''] = names;
  const [folder = '', ...below] = first.split('/');
  return below.length > 0 ? folder : first;
}
