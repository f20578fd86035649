import type { Observable } from '../../contracts/observable';
import type { OwnServer } from '../../contracts/own-server';
import type { Settings, SettingsChange } from '../../contracts/settings';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import { noServiceWorker } from '../models/source-refusals';
import type { NoticeBoard } from '../notices';
import { isServerModelId, serverEntries, serverOf } from './server-models';

/** Changes to the user's list of servers. */
export interface ServerEditing {
  /** Adds the server, or changes the one with its id. Rejects with `source-not-allowed` where no page can be let out to it. */
  save(server: OwnServer): Promise<void>;
  remove(serverId: string): Promise<void>;
}

export interface ServerEditingParts {
  readonly settings: Observable<Settings>;
  readonly saveSettings: (change: SettingsChange) => Promise<void>;
  readonly board: NoticeBoard;
  /** Ends what a model runs now. */
  readonly unload: (modelId: string) => Promise<void>;
  readonly isReachable: (address: string) => boolean;
  /** Whether the next load can have another policy. */
  readonly canWiden: () => Promise<boolean>;
  /** Keeps the addresses that these settings need for the policy of the next load. */
  readonly allow: (settings: Pick<Settings, 'modelSources' | 'ownServers'>) => Promise<void>;
}

type ChangeServers = (servers: readonly OwnServer[]) => readonly OwnServer[];

export function createServerEditing(parts: ServerEditingParts): ServerEditing {
  const { settings, saveSettings } = parts;

  /** Stores the servers. The starter model writes where these have the chosen one no more, or at an address that the user did not choose it at. */
  async function store(to: ChangeServers): Promise<void> {
    const { modelSources, generatorId, ownServers: before } = settings.get();
    const ownServers = to(before);
    await parts.allow({ modelSources, ownServers });
    const chosenAt = serverOf(generatorId, before);
    const stillAt = serverOf(generatorId, ownServers);
    const moved = isServerModelId(generatorId) && stillAt?.baseUrl !== chosenAt?.baseUrl;
    await saveSettings((now) => ({
      ownServers: to(now.ownServers),
      ...(moved ? { generatorId: DEFAULT_SETTINGS.generatorId } : {}),
    }));
    if (moved && stillAt) {
      parts.board.post({
        id: 'server-moved',
        tone: 'info',
        text: `“${stillAt.name}” has another address now. The starter model writes until you choose one of its models again.`,
      });
    }
  }

  /** Stores the servers, then ends what the models of this one run: what is asked again meets the server as it is set up then. */
  async function exchange(serverId: string, to: ChangeServers): Promise<void> {
    const before = serverEntries(settings.get().ownServers.filter(({ id }) => id === serverId));
    await store(to);
    await Promise.all(before.map(({ id }) => parts.unload(id)));
  }

  return {
    async save(server) {
      if (!parts.isReachable(server.baseUrl) && !(await parts.canWiden())) throw noServiceWorker();
      await exchange(server.id, (servers) =>
        servers.some(({ id }) => id === server.id)
          ? servers.map((other) => (other.id === server.id ? server : other))
          : [...servers, server],
      );
    },

    remove: (serverId) => exchange(serverId, (servers) => servers.filter(({ id }) => id !== serverId)),
  };
}
