import type { ModelCard } from '../../app/api';
import { remoteWriter } from '../../app/servers/server-models';
import type { RemoteWriter } from '../../contracts/briefing';
import type { Settings } from '../../contracts/settings';

/** The model that others run and that writes now; null while one of this machine does, or none. */
export function currentWriter(
  { generation, generatorId, ownServers }: Settings,
  models: readonly ModelCard[],
): RemoteWriter | null {
  const chosen = models.find(({ listing }) => listing.id === generatorId);
  return generation && chosen ? remoteWriter(chosen.listing, ownServers) : null;
}
