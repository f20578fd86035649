/** Patterns by key, as `messages/` holds them: text with `{placeholders}`. */
export type Patterns = Readonly<Record<string, string>>;

/** A text in the other language; null when none of its sentences is known. */
export type Translate = (text: string) => string | null;

interface KnownPattern {
  readonly shape: RegExp;
  /** Those that quote: mail, names of files and models. They stay as they are. */
  readonly quoted: ReadonlySet<string>;
  readonly target: string;
}

const PLACEHOLDER = /\{(\w+)\}/gu;
const SENTENCE_END = /[.!?]\s+/gu;
/** With marks for thousands or decimals, as English writes them; or an amount of dollars. */
const ENGLISH_NUMBER = /^(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\$\d[\d,]*(?:\.\d+)?)$/u;
/** How the page writes amounts elsewhere. */
const DOLLARS = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;

/**
 * Translates texts that come ready-made in English, by the patterns that they were made from: what stands at a placeholder is carried over.
 * Texts of several sentences are looked up sentence by sentence where they are not known as a whole.
 */
export function createTranslator(
  english: Patterns,
  target: Patterns,
  formatNumber: (value: number, decimals: number, options?: Intl.NumberFormatOptions) => string,
): Translate {
  const fixed = new Map<string, string>();
  const open: { readonly literals: number; readonly pattern: KnownPattern }[] = [];
  for (const [key, source] of Object.entries(english)) {
    const local = target[key];
    if (local === undefined) continue;
    if (source.search(PLACEHOLDER) < 0) fixed.set(source, local);
    else open.push({ literals: source.replace(PLACEHOLDER, '').length, pattern: known(source, local) });
  }
  // The most particular one first.
  const patterns = open.sort((a, b) => b.literals - a.literals).map(({ pattern }) => pattern);

  /** `across`: what stands at a placeholder may be sentences of its own. */
  function phrase(text: string, across: boolean): string | null {
    const same = fixed.get(text);
    if (same !== undefined) return same;
    for (const pattern of patterns) {
      const values = pattern.shape.exec(text)?.groups;
      if (!values || (!across && spansSentences(values, pattern.quoted))) continue;
      return pattern.target.replace(PLACEHOLDER, (_, name: string) =>
        pattern.quoted.has(name) ? (values[name] ?? '') : filledIn(values[name] ?? ''),
      );
    }
    return null;
  }

  function filledIn(value: string): string {
    if (ENGLISH_NUMBER.test(value))
      return formatNumber(
        Number(value.replace(/[$,]/gu, '')),
        value.split('.')[1]?.length ?? 0,
        value.startsWith('$') ? DOLLARS : {},
      );
    return value
      .split('; ')
      .map((part) => phrase(part, true) ?? part)
      .join('; ');
  }

  return function translate(text: string): string | null {
    const ends = [...text.matchAll(SENTENCE_END)].map((end) => end.index + end[0].length);
    for (const across of [false, true]) {
      for (const end of [text.length, ...ends.toReversed()]) {
        const head = phrase(text.slice(0, end).trimEnd(), across);
        if (head === null) continue;
        return end === text.length ? head : `${head} ${translate(text.slice(end)) ?? text.slice(end)}`;
      }
    }
    const [first] = ends;
    const rest = first === undefined ? null : translate(text.slice(first));
    return rest === null ? null : `${text.slice(0, first)}${rest}`;
  };
}

/** Whether more than one sentence stands at a placeholder: these are rather sentences of the text, which have patterns of their own. */
function spansSentences(values: Readonly<Record<string, string>>, quoted: ReadonlySet<string>): boolean {
  return Object.entries(values).some(([name, value]) => !quoted.has(name) && value.search(SENTENCE_END) >= 0);
}

function known(source: string, target: string): KnownPattern {
  const names: string[] = [];
  const quoted = new Set<string>();
  let shape = '';
  let at = 0;
  for (const found of source.matchAll(PLACEHOLDER)) {
    const name = found[1] ?? '';
    const before = source.slice(at, found.index);
    if (/[“"]$/u.test(before)) quoted.add(name);
    shape += `${escaped(before)}${names.includes(name) ? `\\k<${name}>` : `(?<${name}>${name === 'count' ? '[\\d.,]+' : '.+?'})`}`;
    names.push(name);
    at = found.index + found[0].length;
  }
  return { shape: new RegExp(`^${shape}${escaped(source.slice(at))}$`, 'su'), quoted, target };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
