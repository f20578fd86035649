import type { ForeignRequest } from '../contracts/foreign-request';
import type { Observable } from '../contracts/observable';
import { watchForeignResources, type ForeignResource } from '../platform/foreign-resources';
import { createObservable } from '../platform/observable';

/** Requests of this visit that left the page. */
export interface EgressLog {
  /** Told by who made it: before it is made, and again under the same id as more becomes known. */
  note(request: ForeignRequest): void;
  /** In the order in which they were made: those that were noted, and what else the browser saw the page ask for. */
  readonly requests: Observable<readonly ForeignRequest[]>;
}

/** @param watch tells of the page's own requests, whoever made them */
export function createEgressLog(
  watch: (onSeen: (resource: ForeignResource) => void) => void = watchForeignResources,
): EgressLog {
  const noted = new Map<string, ForeignRequest>();
  const seen: ForeignResource[] = [];
  const requests = createObservable<readonly ForeignRequest[]>([]);
  const publish = (): void => requests.set(mergeRequests([...noted.values()], seen));

  watch((resource) => {
    seen.push(resource);
    publish();
  });
  return {
    note(request) {
      noted.set(request.id, request);
      publish();
    },
    requests,
  };
}

/**
 * What was noted, and of what the browser saw that which nobody noted. The two are matched by address and number: a request that is
 * noted from within the page is seen as well, and one of a worker is not.
 */
function mergeRequests(
  noted: readonly ForeignRequest[],
  seen: readonly ForeignResource[],
): readonly ForeignRequest[] {
  const open = new Map<string, number>();
  for (const { url } of noted) open.set(url, (open.get(url) ?? 0) + 1);
  const others = seen.flatMap(({ url, startedAt, bytes }, index): ForeignRequest[] => {
    const left = open.get(url) ?? 0;
    if (left === 0) {
      const id = `seen ${index} ${startedAt} ${url}`;
      return [{ id, state: 'done', url, purpose: 'unknown', startedAt, sentBytes: null, bytes }];
    }
    open.set(url, left - 1);
    return [];
  });
  return [...noted, ...others].sort((a, b) => a.startedAt - b.startedAt);
}
