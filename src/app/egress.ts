import type { ForeignRequest } from '../contracts/models-api';

/** Requests of this visit that went to another origin. */
export interface EgressLog {
  /** Of a worker, which the page does not see. */
  note(request: ForeignRequest): void;
  /** Those of the workers and, as far as the browser lets it see them, of the page itself. */
  requests(): readonly ForeignRequest[];
}

export function createEgressLog(): EgressLog {
  const noted: ForeignRequest[] = [];
  return {
    note: (request) => void noted.push(request),
    requests: () => [...noted, ...foreignRequestsOfPage()],
  };
}

function foreignRequestsOfPage(): ForeignRequest[] {
  return performance
    .getEntriesByType('resource')
    .filter((entry): entry is PerformanceResourceTiming => 'transferSize' in entry)
    .filter(({ name }) => /^https?:/.test(name) && new URL(name).origin !== location.origin)
    .map(({ name, transferSize }) => ({ url: name, bytes: transferSize }));
}
