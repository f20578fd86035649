import type { BriefingReport } from '../contracts/report';

/** The requests of this page that went to another origin, as far as the browser lets the page see them. */
export function foreignRequests(): BriefingReport['egress']['requests'] {
  return performance
    .getEntriesByType('resource')
    .filter((entry): entry is PerformanceResourceTiming => 'transferSize' in entry)
    .filter(({ name }) => /^https?:/.test(name) && new URL(name).origin !== location.origin)
    .map(({ name, transferSize }) => ({ url: name, bytes: transferSize }));
}
