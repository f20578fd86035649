import { DesksideError } from '../../contracts/failure';
import type { ModelListing } from '../../contracts/model';
import type { ModelSources } from '../../contracts/model-sources';

/** Rejects with `source-not-allowed` when a model comes from a hub and none can be reached, saying what the user has to do. */
export function requireSource(
  { name, source }: Pick<ModelListing, 'name' | 'source'>,
  wanted: ModelSources,
  reachable: ModelSources,
): void {
  if (source.kind !== 'hub' || reachable.folder !== null || reachable.hubs.length > 0) return;
  throw wanted.folder !== null || wanted.hubs.length > 0 ? needsReload(name) : notAllowed(name);
}

/** As `requireSource`, for what only a hub can tell. */
export function requireHub(name: string, wanted: ModelSources, reachable: ModelSources): void {
  if (reachable.hubs.length > 0) return;
  throw wanted.hubs.length > 0 ? needsReload(name) : notAllowed(name);
}

function notAllowed(name: string): DesksideError {
  return new DesksideError({
    code: 'source-not-allowed',
    message: `“${name}” comes from a model hub, and Deskside may not reach one yet. Allow it under “Where models come from”.`,
    retryable: false,
  });
}

function needsReload(name: string): DesksideError {
  return new DesksideError({
    code: 'source-not-allowed',
    message: `“${name}” can be fetched once the page is loaded again: the places that it may reach are fixed when it loads.`,
    retryable: false,
  });
}

/** For browsers and windows that let no page have a service worker. */
export function noServiceWorker(): DesksideError {
  return new DesksideError({
    code: 'source-not-allowed',
    message:
      'This browser gives Deskside no service worker (a private window, blocked site data, or an address that begins with http://), so it cannot reach other servers. Use an ordinary window and an https:// address, or add models from files.',
    retryable: false,
  });
}

export function unreadableAddress(address: string): DesksideError {
  return new DesksideError({
    code: 'unsupported-model',
    message: `“${address}” names no model of a hub. Give its owner and name, for instance “HuggingFaceTB/SmolLM2-360M-Instruct”, or the address of its page.`,
    retryable: false,
  });
}
