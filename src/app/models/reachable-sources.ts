import type { ModelSources } from '../../contracts/model-sources';
import type { Settings } from '../../contracts/settings';

/** The sources that the policy of this load lets the page reach. Those that the user has allowed since count after a reload. */
export function reachableSources(
  { hubs, folder, redirects }: ModelSources,
  isReachable: (address: string) => boolean,
): ModelSources {
  return {
    hubs: hubs.filter(isReachable),
    folder: folder !== null && isReachable(folder) ? folder : null,
    redirects: redirects.filter(isReachable),
  };
}

/** Whether the page may reach all of these sources. */
export function areReachable(sources: ModelSources, isReachable: (address: string) => boolean): boolean {
  return addressesOf(sources).every((address) => isReachable(address));
}

/** All addresses that the policy must let through for what the user has set up. */
export function allowedAddresses({
  modelSources,
  ownServers,
  escalation,
  relayUrl,
}: Pick<Settings, 'modelSources' | 'ownServers' | 'escalation' | 'relayUrl'>): string[] {
  const relay = escalation && relayUrl !== null ? [relayUrl] : [];
  return [...addressesOf(modelSources), ...ownServers.map(({ baseUrl }) => baseUrl), ...relay];
}

/** All addresses that the policy must let through for these sources. */
export function addressesOf({ hubs, folder, redirects }: ModelSources): string[] {
  return [...hubs, ...(folder === null ? [] : [folder]), ...redirects];
}
