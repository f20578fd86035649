/** The Scheduler API, which the DOM types do not have yet. */
interface YieldingScheduler {
  yield(): Promise<void>;
}

/** Lets the page paint and answer input before long work goes on. Not by a timer, which a hidden tab holds back for up to a minute. */
export function yieldToPage(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Partial<YieldingScheduler> };
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
