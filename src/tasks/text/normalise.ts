/** Spellings that mean the same: curly quotes, long dashes, odd spaces and line ends made plain. */
export function normaliseSpelling(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[‘’‚‛′]/gu, "'")
    .replace(/[“”„‟″«»]/gu, '"')
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Digits of a number as written, thousands separators left out; a decimal part stays. `2.150` is left alone: it means two things. */
export function canonicalNumber(written: string): string {
  return /^\d{1,3}(?:[,' \u00a0\u202f’]\d{3})+(?:\.\d+)?$/u.test(written)
    ? written.replace(/[,' \u00a0\u202f’]/gu, '')
    : written;
}

const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/€|\beur\b|\beuros?\b/iu, 'EUR'],
  [/£|\bgbp\b|\bpounds?\b/iu, 'GBP'],
  [/\bchf\b|\bfrancs?\b/iu, 'CHF'],
  [/^\$|\busd\b|\bdollars?\b/iu, 'USD'],
];

/** An amount as currency and canonical number, such as `EUR 15000`; currencies without another spelling stay as written. */
export function canonicalAmount(written: string): string {
  const number = /\d+(?:[.,'’\u00a0\u202f]\d+)*/u.exec(written)?.[0] ?? '';
  const rest = written.replace(number, ' ').replace(/\s+/gu, ' ').trim();
  const known = CURRENCIES.find(([pattern]) => pattern.test(rest));
  const magnitude =
    /(?<![\p{L}])(k|m|bn|million|billion|thousand)(?![\p{L}])/iu.exec(rest)?.[1]?.toLowerCase() ?? '';
  const sign = rest.includes('-') ? '-' : '';
  const currency = known?.[1] ?? rest.replace(/-/gu, '').toUpperCase();
  return `${currency} ${sign}${canonicalNumber(number)}${magnitude}`;
}

/** A time of day without spaces and dots in its am/pm: `5 p.m.` is `5pm`. */
export function canonicalTime(written: string): string {
  return written.toLowerCase().replace(/\s|(?<=[ap])\.|(?<=m)\./gu, '');
}
