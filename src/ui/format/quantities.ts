import * as m from '../i18n/compiled/messages';
import { formatDecimals, formatNumber } from '../i18n/number-format';

export function count(value: number): string {
  return formatNumber(value);
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
      return `${formatDecimals(scaled, scaled < 10 ? 1 : 0)} ${unit}`;
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
  const parts: string[] = [
    m.common_done_of_total({ done: bytes(progress.doneBytes), total: bytes(progress.totalBytes) }),
  ];
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
export function rate(value: number, unit: 'tokens' | 'texts'): string {
  const shown = value < 10 ? formatDecimals(value, 1) : count(Math.round(value));
  return unit === 'tokens' ? m.common_tokens_per_second({ shown }) : m.common_texts_per_second({ shown });
}

/** Seconds in the words that suit a wait. */
export function secondsLeft(seconds: number): string {
  if (seconds < 2) return m.common_moment_left();
  if (seconds < 60) return m.common_seconds_left({ seconds: Math.ceil(seconds) });
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? m.common_minutes_left({ minutes })
    : m.common_hours_left({ hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

export function milliseconds(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60
    ? `${formatDecimals(ms / 1000, 1)} s`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** How much of a model is loaded, to stand after the word; nothing while its engine does not tell. */
export function loadedShare(fraction: number): string {
  return fraction > 0 ? ` ${Math.round(fraction * 100)} %` : '';
}
