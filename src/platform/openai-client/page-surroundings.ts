import type { Fetch } from '../fetch';
import { isReachable } from '../page-policy';
import { hostKind } from './host-kind';
import { answersUnread } from './unread-answer';

/** What the page and its browser allow and know, by which a failed connection can be explained. */
export interface PageSurroundings {
  /** Of the page, as a server has to allow it. */
  readonly origin: string;
  /** Whether the policy that the page was loaded with lets it reach the address. */
  isAllowed(address: string): boolean;
  /** What the user said to the browser's question whether this page may reach their network; null where no such question is asked. */
  networkPermission(address: string): Promise<PermissionState | null>;
  /** Whether something answers at the address, though the page may not read it; null where the browser does not tell. */
  answersUnread(address: string, fetch: Fetch, signal: AbortSignal): Promise<boolean | null>;
}

export function browserSurroundings(): PageSurroundings {
  return { origin: location.origin, isAllowed: isReachable, networkPermission, answersUnread };
}

/**
 * Chrome asks before a page from the internet may reach this machine or its network (Local Network Access): under one name for both in version
 * 142, under two since 145.
 */
async function networkPermission(address: string): Promise<PermissionState | null> {
  const target = hostKind(new URL(address).hostname);
  const page = hostKind(location.hostname);
  if (target === 'public' || page === 'loopback' || page === target) return null;
  const name = target === 'loopback' ? 'loopback-network' : 'local-network';
  return (await permissionState(name)) ?? (await permissionState('local-network-access'));
}

async function permissionState(name: string): Promise<PermissionState | null> {
  try {
    return (await navigator.permissions.query({ name: name as PermissionName })).state;
  } catch {
    return null;
  }
}
