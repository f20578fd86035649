import type { EscalationTask } from '../../contracts/escalation';
import type { ModelListing } from '../../contracts/model';
import type { OwnServer } from '../../contracts/own-server';
import type { Settings } from '../../contracts/settings';
import type { Means, NearRoute, Place } from '../../routing/choose-route';
import type { ModelCard } from '../api';
import { isOwnMachine } from '../servers/server-address';

const NEAREST: readonly NearRoute[] = ['larger-local', 'built-in', 'own-server'];

/** What this machine and the user’s servers can do for a task. Models that are smaller than the one that writes are no help to it. */
export function meansFor(task: EscalationTask, settings: Settings, cards: readonly ModelCard[]): Means {
  const { generation, generatorId, ownServers } = settings;
  const able = cards.filter(({ listing }) => writes(listing, task));
  const chosen = able.find(({ listing }) => listing.id === generatorId)?.listing;
  const others = able
    .filter(
      ({ listing, status }) => listing !== chosen && (isServer(listing) || status.state === 'installed'),
    )
    .map(({ listing }) => listing)
    .filter((listing) => !isOwn(listing) || listing.parameters > (chosen?.parameters ?? 0))
    .sort((a, b) => b.parameters - a.parameters)
    .map((listing) => placeOf(listing, isOwn(listing) ? 'larger-local' : routeOf(listing), ownServers));
  return {
    writer: generation && chosen ? placeOf(chosen, routeOf(chosen), ownServers) : null,
    others: others.sort((a, b) => NEAREST.indexOf(a.route) - NEAREST.indexOf(b.route)),
  };
}

function writes(listing: ModelListing, task: EscalationTask): boolean {
  return listing.task === 'text-generation' && (task === 'summary' || listing.writes !== 'summaries');
}

function routeOf({ source }: ModelListing): NearRoute {
  if (source.kind === 'server') return 'own-server';
  return source.kind === 'browser' ? 'built-in' : 'local';
}

function isServer({ source }: ModelListing): boolean {
  return source.kind === 'server';
}

/** Whether Deskside runs it itself. */
function isOwn(listing: ModelListing): boolean {
  return routeOf(listing) === 'local';
}

function placeOf(
  { id, name, contextLength, source }: ModelListing,
  route: NearRoute,
  servers: readonly OwnServer[],
): Place {
  const server = source.kind === 'server' ? servers.find((one) => one.id === source.serverId) : undefined;
  return {
    route,
    modelId: id,
    name: server ? `${name} on ${server.name}` : name,
    contextTokens: contextLength,
    // A server that is not known is taken for one that is far.
    leaves: source.kind === 'server' && !(server && isOwnMachine(server.baseUrl)),
  };
}
