import type { SpeedReport, SpeedRow } from '../../app/api';
import { formatDecimals } from '../i18n/number-format';
import * as m from '../i18n/compiled/messages';
import { milliseconds } from './quantities';

type SpeedProgress = NonNullable<SpeedReport['progress']>;

/** What is being done with a way, to stand after its name. */
export const SPEED_STEP_LABELS: Readonly<Record<SpeedProgress['step'], () => string>> = {
  loading: m.speed_step_loading,
  short: m.speed_step_short,
  long: m.speed_step_long,
  second: m.speed_step_second,
  texts: m.speed_step_texts,
  memory: m.speed_step_memory,
};

/** Three digits at most; what is slow keeps a decimal. */
export function perSecond(value: number | null): string {
  if (value === null) return '–';
  return value < 10 ? formatDecimals(value, 1) : String(Math.round(value));
}

export function wait(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? '–' : milliseconds(ms);
}

/** What the bars show of a row: tokens a second after a short mail, or short texts a second; null where that is not known. */
export function barValue({ generation, embedding }: SpeedRow): number | null {
  return generation?.short.tokensPerSecond ?? embedding?.shortTextsPerSecond ?? null;
}

/** How far beyond the fastest way the scale goes to take in what memory allows. */
const MOST_STRETCH = 2;

/** The value at the right end of the bars of these rows, which are then comparable. */
export function barScale(rows: readonly SpeedRow[]): number {
  const fastest = Math.max(0, ...rows.map((row) => barValue(row) ?? 0));
  const limits = rows.flatMap((row) =>
    row.mostTokensPerSecond !== null && row.mostTokensPerSecond <= fastest * MOST_STRETCH
      ? [row.mostTokensPerSecond]
      : [],
  );
  return Math.max(fastest, ...limits);
}
