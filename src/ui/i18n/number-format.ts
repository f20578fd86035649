import { formatLocale } from './format-locale';

const formats = new Map<string, Intl.NumberFormat>();

/** A number as the page's language writes it. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  const locale = formatLocale();
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format.format(value);
}

/** With so many decimals, neither more nor fewer. */
export function formatDecimals(
  value: number,
  digits: number,
  options: Intl.NumberFormatOptions = {},
): string {
  return formatNumber(value, { ...options, minimumFractionDigits: digits, maximumFractionDigits: digits });
}
