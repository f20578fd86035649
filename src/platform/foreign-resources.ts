/** What the browser tells of a request that the page itself made to another origin. */
export interface ForeignResource {
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Received; 0 where the other side does not let the browser tell. */
  readonly bytes: number;
}

/** Calls `onSeen` for each such request since the page began, those that are made later included. Workers are not seen. */
export function watchForeignResources(onSeen: (resource: ForeignResource) => void): void {
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!('transferSize' in entry)) continue;
      const { name, startTime, transferSize } = entry as PerformanceResourceTiming;
      if (!/^https?:/.test(name) || new URL(name).origin === location.origin) continue;
      const startedAt = Math.round(performance.timeOrigin + startTime);
      onSeen({ url: name, startedAt, bytes: transferSize });
    }
  });
  observer.observe({ type: 'resource', buffered: true });
}
