import { formatLocale } from '../i18n/format-locale';

const formats = new Map<string, Intl.ListFormat>();

/** `a, b or c`, in the language of the page. */
export function anyOf(items: readonly string[]): string {
  return inWords(items, 'disjunction');
}

/** `a, b and c`, in the language of the page. */
export function allOf(items: readonly string[]): string {
  return inWords(items, 'conjunction');
}

function inWords(items: readonly string[], type: 'conjunction' | 'disjunction'): string {
  const locale = formatLocale();
  const key = `${locale} ${type}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.ListFormat(locale, { type });
    formats.set(key, format);
  }
  return format.format(items);
}
