import type { BriefingWindow } from '../../app/api';
import type { WindowKind } from '../../contracts/settings';
import * as m from '../i18n/compiled/messages';
import { count } from './quantities';
import { sinceWhen } from './when';

export const WINDOW_LABELS: Readonly<Record<WindowKind, () => string>> = {
  last: m.briefing_window_last,
  overnight: m.briefing_window_overnight,
  friday: m.briefing_window_friday,
  everything: m.briefing_window_everything,
};

/** How many mails the window holds and how many are still open from before it; null of everything, which has no before. */
export function sinceSentence(
  { since }: BriefingWindow,
  arrived: number,
  leftOver: number,
  now: Date,
): string | null {
  if (since === null) return null;
  const when = sinceWhen(since, now);
  const open = leftOver > 0 ? count(leftOver) : null;
  if (arrived === 0)
    return open === null ? m.briefing_nothing_new({ when }) : m.briefing_nothing_new_but_open({ when, open });
  const news = { count: arrived, shown: count(arrived), when };
  return open === null ? m.briefing_new(news) : m.briefing_new_and_open({ ...news, open });
}
