/** Seconds until all is done, from the pace so far; null until enough is done to tell. */
export function secondsLeft(startedAtMs: number, nowMs: number, done: number, total: number): number | null {
  if (done < 2 || total <= done) return null;
  return Math.ceil(((nowMs - startedAtMs) / 1000 / done) * (total - done));
}
