import { DesksideError } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import type { OwnServer } from '../../contracts/own-server';

/** Rejects with `source-not-allowed` when the model's server was added since the page was loaded, saying what the user has to do. */
export function requireReachableServer(
  { source }: Pick<ModelEntry, 'source'>,
  servers: readonly OwnServer[],
  isReachable: (address: string) => boolean,
): void {
  if (source.kind !== 'server') return;
  const server = servers.find(({ id }) => id === source.serverId);
  if (server && !isReachable(server.baseUrl)) throw notReachableYet(server);
}

function notReachableYet({ name }: Pick<OwnServer, 'name'>): DesksideError {
  return new DesksideError({
    code: 'source-not-allowed',
    message: `“${name}” can be reached once the page is loaded again: the places that it may reach are fixed when it loads.`,
    retryable: false,
  });
}
