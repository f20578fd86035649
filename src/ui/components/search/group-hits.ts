import type { SearchHit } from '../../../contracts/search';

/** Hits of one conversation, the best first. */
export interface HitGroup {
  readonly key: string;
  readonly hits: readonly SearchHit[];
}

/** Groups stand where their best hit stood. */
export function groupByThread(hits: readonly SearchHit[]): HitGroup[] {
  const groups = new Map<string, SearchHit[]>();
  for (const hit of hits) {
    const group = groups.get(hit.facts.threadId);
    if (group) group.push(hit);
    else groups.set(hit.facts.threadId, [hit]);
  }
  return [...groups].map(([key, members]) => ({ key, hits: members }));
}
