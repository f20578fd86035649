/** The Scheduler API, which the DOM types do not have yet. */
interface YieldingScheduler {
  yield(): Promise<void>;
}

/** Lets the page paint and answer input before long work goes on. */
export function yieldToPage(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Partial<YieldingScheduler> };
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => setTimeout(resolve, 0));
}
