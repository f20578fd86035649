const whole = new Intl.NumberFormat('en-GB');

export function count(value: number): string {
  return whole.format(value);
}

/** `1 mail`, `2 mails`; `plural` where an `s` does not make it. */
export function counted(value: number, one: string, plural = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : plural}`;
}

/** Bytes in decimal units, as file managers and browsers show them. */
export function bytes(value: number): string {
  if (value < 1000) return `${value} B`;
  for (const [unit, size] of [
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
  ] as const) {
    if (value >= size) {
      const scaled = value / size;
      return `${scaled.toFixed(scaled < 10 ? 1 : 0)} ${unit}`;
    }
  }
  return `${value} B`;
}

/** Seconds in the words that suit a wait. */
export function secondsLeft(seconds: number): string {
  if (seconds < 2) return 'a moment left';
  if (seconds < 60) return `about ${Math.ceil(seconds)} s left`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? `about ${minutes} min left`
    : `about ${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}

export function milliseconds(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
