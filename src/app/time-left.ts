/** Steps whose time counts: enough to level out short and long mails, few enough to forget a closed lid or a machine that was busy. */
const PACE_OF = 50;

/** Seconds until all is done; null until there is a pace, and when nothing is left. To be asked after each step. */
export type TimeLeft = (nowMs: number, done: number, total: number) => number | null;

/** Tells it from the pace of the last steps. The first one does not count: before it, a model may still have been getting ready. */
export function createTimeLeft(): TimeLeft {
  const steps: { readonly atMs: number; readonly done: number }[] = [];
  return (atMs, done, total) => {
    steps.push({ atMs, done });
    if (steps.length > PACE_OF + 1) steps.shift();
    const [first] = steps;
    if (!first || done <= first.done || total <= done) return null;
    return Math.ceil(((atMs - first.atMs) / 1000 / (done - first.done)) * (total - done));
  };
}
