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

export function bytesPerSecond(value: number): string {
  return `${bytes(Math.round(value))}/s`;
}

/** `12 MB of 109 MB`, and how fast it goes and how long it takes where that is known. */
export function transfer(progress: {
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly bytesPerSecond: number;
  readonly secondsLeft: number | null;
}): string {
  const parts = [`${bytes(progress.doneBytes)} of ${bytes(progress.totalBytes)}`];
  if (progress.bytesPerSecond > 0) parts.push(bytesPerSecond(progress.bytesPerSecond));
  if (progress.secondsLeft !== null) parts.push(secondsLeft(progress.secondsLeft));
  return parts.join(' · ');
}

/** A model's parameters as the field writes them: `135M`, `1.7B`. */
export function parameters(value: number): string {
  const millions = Math.round(value / 1e6);
  return millions < 1000 ? `${millions}M` : `${(value / 1e9).toFixed(1).replace(/\.0$/, '')}B`;
}

/** `14 tokens per second`; slow ones with a decimal. */
export function rate(value: number, unit: string): string {
  return `${value < 10 ? value.toFixed(1) : count(Math.round(value))} ${unit} per second`;
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
