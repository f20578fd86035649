import type { EscalationSetup, StandingPermission } from '../../contracts/escalation';
import type { OwnServer } from '../../contracts/own-server';
import type { Settings } from '../../contracts/settings';
import type { ImportedConnections } from './data-api';

/** What of a file would let text go somewhere, as far as it is not here yet. */
export interface NewConnections {
  readonly servers: readonly OwnServer[];
  readonly relayUrl: string | null;
  readonly setup: EscalationSetup | null;
  readonly permissions: readonly StandingPermission[];
}

interface Side {
  readonly settings: Pick<Settings, 'ownServers' | 'relayUrl'>;
  readonly setup: EscalationSetup | null;
  readonly permissions: readonly StandingPermission[];
}

/** Null when there is nothing new. A server that is here keeps its address, whatever the file says of it. */
export function newConnections(mine: Side, theirs: Side, now: number): NewConnections | null {
  const known = new Set(mine.settings.ownServers.map(({ id }) => id));
  const relayUrl = mine.settings.relayUrl === null ? theirs.settings.relayUrl : null;
  const held = new Set(mine.permissions.map(({ id }) => id));
  const servers = theirs.settings.ownServers.filter(({ id }) => !known.has(id));
  // Permissions are given for the models of one relay, and mean nothing at another.
  const isSameRelay = relayUrl !== null || mine.settings.relayUrl === theirs.settings.relayUrl;
  const permissions = isSameRelay
    ? theirs.permissions.filter(({ id, until }) => !held.has(id) && until > now)
    : [];
  const setup = mine.setup === null && isSameRelay ? theirs.setup : null;
  if (servers.length === 0 && relayUrl === null && permissions.length === 0) return null;
  return { servers, relayUrl, setup, permissions };
}

/** What of these is not here yet by now: the user may have set up another relay, in another tab, since they were told of. */
export function stillNew(
  { servers, setup, permissions }: NewConnections,
  mine: Side,
  relayUrl: string | null,
  now: number,
): NewConnections | null {
  return newConnections(mine, { settings: { ownServers: servers, relayUrl }, setup, permissions }, now);
}

export function inWords({ servers, relayUrl, permissions }: NewConnections): ImportedConnections {
  return {
    servers: servers.map(({ name, baseUrl }) => ({ name, host: new URL(baseUrl).host })),
    relay: relayUrl === null ? null : new URL(relayUrl).host,
    permissions: permissions.length,
  };
}
