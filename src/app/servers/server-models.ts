import type { RemoteWriter } from '../../contracts/briefing';
import type { ModelEntry, ModelListing } from '../../contracts/model';
import type { OwnServer, OwnServerModel } from '../../contracts/own-server';
import { GENERAL_PROMPTS } from '../../models/catalogue/general-prompts';

const PREFIX = 'server:';
/** Tokens to reckon with where a server does not tell: what Ollama gives a model by default, the least of all. */
const LEAST_CONTEXT = 4096;

/** The id by which settings and registry know a model of a server. A server's id holds no colon. */
export function serverModelId(serverId: string, model: string): string {
  return `${PREFIX}${serverId}:${model}`;
}

export function isServerModelId(modelId: string): boolean {
  return modelId.startsWith(PREFIX);
}

/** The generators among the models that the user picked. Embedders have no use here: sorting knows the vectors of one embedder only. */
export function serverEntries(servers: readonly OwnServer[]): readonly ModelEntry[] {
  return servers.flatMap((server) =>
    server.models.filter(({ task }) => task === 'text-generation').map((model) => serverEntry(server, model)),
  );
}

/** The server that has a model among those that were picked there. */
export function serverOf(modelId: string, servers: readonly OwnServer[]): OwnServer | undefined {
  return servers.find((server) => serverEntries([server]).some(({ id }) => id === modelId));
}

function serverEntry(server: OwnServer, { name, contextLength }: OwnServerModel): ModelEntry {
  return {
    id: serverModelId(server.id, name),
    name,
    task: 'text-generation',
    engine: 'own-server',
    purpose: `Runs on ${server.name} (${new URL(server.baseUrl).host}), which gets the text that it words.`,
    license: 'as its authors say',
    languages: [],
    parameters: 0,
    contextLength: contextLength ?? LEAST_CONTEXT,
    quantization: 'as the server runs it',
    downloadBytes: 0,
    memoryBytes: 0,
    devices: ['server'],
    requiresF16: false,
    source: { kind: 'server', serverId: server.id, model: name },
    evidence: 'listed',
    baseUrl: '',
    files: [],
    variants: [
      { engine: 'own-server', device: 'server', graph: name, dtype: 'server', files: [], peakBytes: 0 },
    ],
    prompts: GENERAL_PROMPTS,
    knownAnswer: { kind: 'none' },
  };
}

/** Whom a text is signed with that this model worded; null for one that Deskside runs itself. */
export function remoteWriter(
  { name, source }: Pick<ModelListing, 'name' | 'source'>,
  servers: readonly OwnServer[],
): RemoteWriter | null {
  if (source.kind === 'browser') return { model: name, server: null };
  if (source.kind !== 'server') return null;
  const server = servers.find(({ id }) => id === source.serverId);
  return server ? { model: name, server: { name: server.name, host: new URL(server.baseUrl).host } } : null;
}
