import type { Page } from '@playwright/test';

export interface MainThreadTask {
  /** Milliseconds that the page's main thread itself computed; waiting for a core does not count. */
  readonly cpuMs: number;
  /** What ran inside, longest first, for finding the culprit. */
  readonly inside: readonly string[];
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: {
    readonly name?: string;
    readonly data?: { readonly url?: string; readonly functionName?: string };
  };
}

/** `RunTask` is in the one that is off by default. */
const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'toplevel',
  'v8.execute',
  '-*',
];

/** A page that imports and shows mail runs thousands. */
const FEWEST_TASKS = 100;

function tasksOf(events: readonly TraceEvent[], pid: number, tid: number): MainThreadTask[] {
  const own = events.filter((event) => event.pid === pid && event.tid === tid && event.tdur !== undefined);
  return own
    .filter(({ name }) => name === 'RunTask')
    .map((task) => ({
      cpuMs: (task.tdur ?? 0) / 1000,
      inside: own
        .filter(({ ts, name }) => name !== 'RunTask' && ts >= task.ts && ts < task.ts + (task.dur ?? 0))
        .sort((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))
        .slice(0, 6)
        .map(({ name, tdur = 0, args }) =>
          `${name} ${(tdur / 1000).toFixed(0)} ms ${args.data?.functionName ?? ''} ${args.data?.url ?? ''}`.trim(),
        ),
    }));
}

/**
 * Runs `work` and returns the tasks on the page's main thread meanwhile that took more than `limitMs` of computing time, longest first.
 * Computing time rather than the time on the clock, which `PerformanceObserver` tells: on a machine whose cores are busy with
 * inference, a task is interrupted for longer than it runs.
 */
export async function longTasksDuring(
  page: Page,
  limitMs: number,
  work: () => Promise<void>,
): Promise<MainThreadTask[]> {
  return (await tasksDuring(page, work)).filter(({ cpuMs }) => cpuMs > limitMs);
}

/** Runs `work` and returns all tasks on the page's main thread meanwhile, longest first; `fewest` of them there must be. */
export async function tasksDuring(
  page: Page,
  work: () => Promise<void>,
  fewest = FEWEST_TASKS,
): Promise<MainThreadTask[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The context has no browser to trace.');
  await browser.startTracing(page, { categories: CATEGORIES });
  let trace: Buffer;
  try {
    await work();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const mainThreads = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
  );
  const tasks = mainThreads.flatMap(({ pid, tid }) => tasksOf(traceEvents, pid, tid));
  // A browser that names its events otherwise would let every page pass.
  if (tasks.length < fewest) throw new Error(`The trace holds only ${tasks.length} tasks of the page.`);
  return tasks.sort((a, b) => b.cpuMs - a.cpuMs);
}
