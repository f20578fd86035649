import { getLocale } from './compiled/runtime.js';

/** What dates and numbers are written by: the language of the page; English ones as in Britain. */
export function formatLocale(): string {
  const locale = getLocale();
  return locale === 'en' ? 'en-GB' : locale;
}
