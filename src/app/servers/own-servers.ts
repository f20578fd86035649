import type { Observable } from '../../contracts/observable';
import type { OwnServer } from '../../contracts/own-server';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import type { Fetch } from '../../platform/fetch';
import { createObservable } from '../../platform/observable';
import type { DesksideApp } from '../api';
import { lazily } from '../lazily';
import type { ModelCards } from '../models/model-cards';
import type { ModelRegistry } from '../models/model-registry';
import type { ServerEditing, ServerEditingParts } from './edit-servers';
import type { ServerDirectory } from './server-directory';
import { isServerModelId, serverEntries, serverOf } from './server-models';

/** The user's servers: their models among the others, and their addresses among those that the page may reach. */
export interface OwnServers extends ServerEditing {
  /** Ids of those that the policy of this load does not let the page reach, so that it must be loaded again. */
  readonly pending: Observable<readonly string[]>;
  /** Mends a choice of a model that no server has any more. */
  start(): Promise<void>;
  test: DesksideApp['testServer'];
}

interface OwnServersParts extends ServerEditingParts {
  readonly directory: ServerDirectory;
  readonly registry: ModelRegistry;
  readonly cards: ModelCards;
  readonly fetch: Fetch;
}

export function createOwnServers(parts: OwnServersParts): OwnServers {
  const { settings, directory, registry, cards } = parts;
  const pending = createObservable<readonly string[]>([]);
  let shown: readonly OwnServer[] | null = null;
  let writes: { readonly modelId: string; readonly baseUrl: string } | null = null;

  function show(ownServers: readonly OwnServer[]): void {
    if (ownServers === shown) return;
    shown = ownServers;
    const entries = serverEntries(ownServers);
    registry.setRemote('server', entries);
    cards.setRemote(
      'server',
      entries.map((entry) => ({ entry, state: 'installed' })),
    );
    pending.set(ownServers.filter(({ baseUrl }) => !parts.isReachable(baseUrl)).map(({ id }) => id));
  }

  settings.subscribe(({ generation, generatorId, ownServers }) => {
    const writer = generation ? serverOf(generatorId, ownServers) : undefined;
    directory.set(ownServers, writer ?? null);
    show(ownServers);
    const before = writes;
    writes = writer ? { modelId: generatorId, baseUrl: writer.baseUrl } : null;
    const goesOn = before?.modelId === writes?.modelId && before?.baseUrl === writes?.baseUrl;
    // What it still answers was asked for by a choice that holds no more.
    if (before && !goesOn) void parts.unload(before.modelId);
  });

  // What is needed only in the settings is loaded then: the page itself must come fast.
  const editing = lazily(async () => (await import('./edit-servers')).createServerEditing(parts));

  return {
    pending,

    async start() {
      const { generatorId } = settings.get();
      if (!isServerModelId(generatorId) || registry.find(generatorId)) return;
      await parts.saveSettings({ generatorId: DEFAULT_SETTINGS.generatorId });
      parts.board.post({
        id: 'server-model-gone',
        tone: 'warning',
        text: 'The model that was chosen for writing was one of a server that is not set up here any more. The starter model writes again.',
      });
    },

    save: async (server) => (await editing()).save(server),
    remove: async (serverId) => (await editing()).remove(serverId),

    async test(server, options) {
      const { testServer } = await import('../../platform/openai-client/test-server');
      return testServer(server, { ...options, fetch: parts.fetch });
    },
  };
}
