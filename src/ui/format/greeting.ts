import * as m from '../i18n/compiled/messages';
import { getLocale } from '../i18n/compiled/runtime.js';

/** Hour at which the evening begins: “buenas noches” would be a farewell at six. */
const EVENING = { en: 18, de: 18, es: 20 } as const;

/** A greeting for the time of day, with the first name where it is known. */
export function greeting(now: Date, ownerName: string): string {
  const hour = now.getHours();
  const name = ownerName.trim().split(/\s+/)[0];
  if (hour < 5 || hour >= EVENING[getLocale()])
    return name ? m.briefing_good_evening_name({ name }) : m.briefing_good_evening();
  if (hour < 12) return name ? m.briefing_good_morning_name({ name }) : m.briefing_good_morning();
  return name ? m.briefing_good_afternoon_name({ name }) : m.briefing_good_afternoon();
}
