import { STAND_INS, type Digest } from '../../contracts/briefing';
import type { Failure } from '../../contracts/failure';
import { baseLocale, getLocale, type Locale } from './compiled/runtime.js';
import { formatDecimals } from './number-format';
import type { Patterns, Translate } from './translate-text';

/**
 * Failures, reasons and notices are data: `src/app` and what is below it say them in English. Their words in the other languages stand in
 * `messages/<language>/failures.json` and `said.json`, by the English sentence, and are fetched when a page speaks such a language.
 */
interface Words {
  readonly translate: Translate;
  readonly failures: Patterns;
}

let loaded = $state.raw<Partial<Record<Locale, Words>>>({});
let asked: readonly Locale[] = [];

const FILES: Readonly<Record<Exclude<Locale, typeof baseLocale>, () => Promise<readonly Patterns[]>>> = {
  de: () => filesOf(import('../../../messages/de/failures.json'), import('../../../messages/de/said.json')),
  es: () => filesOf(import('../../../messages/es/failures.json'), import('../../../messages/es/said.json')),
};

async function filesOf(
  ...files: readonly Promise<{ readonly default: Patterns }>[]
): Promise<readonly Patterns[]> {
  return (await Promise.all(files)).map((file) => file.default);
}

/** Fetches the words of a language, so that they are there when something is to be said. A failure leaves it to the next text. */
export async function loadAppWords(locale: Locale): Promise<void> {
  if (locale === baseLocale || asked.includes(locale)) return;
  asked = [...asked, locale];
  try {
    const [{ createTranslator }, english, target] = await Promise.all([
      import('./translate-text'),
      filesOf(import('../../../messages/en/failures.json'), import('../../../messages/en/said.json')),
      FILES[locale](),
    ]);
    const words = {
      translate: createTranslator(merged(english), merged(target), formatDecimals),
      failures: merged(target),
    };
    loaded = { ...loaded, [locale]: words };
  } catch {
    asked = asked.filter((one) => one !== locale);
  }
}

const merged = (files: readonly Patterns[]): Patterns => Object.assign({}, ...files) as Patterns;

function wordsNow(): Words | undefined {
  const locale = getLocale();
  if (locale !== baseLocale && !loaded[locale]) void loadAppWords(locale);
  return loaded[locale];
}

/** What `src/app` says in English, in the page's language; as it is where it is not known. */
export function inPageLanguage(english: string): string {
  return wordsNow()?.translate(english) ?? english;
}

const STANDS_IN: ReadonlySet<string> = new Set(Object.values(STAND_INS));

/** A sender or a line of a mail as it is; what stands in for one in the page's language. */
export function mailWords(text: string): string {
  return STANDS_IN.has(text) ? inPageLanguage(text) : text;
}

/** The digest in the page's language; what is of mail stays as it is. */
export function digestWords({ happened, needsYou, counts }: Digest): Digest {
  return {
    happened: inPageLanguage(happened),
    needsYou: needsYou.map((item) => ({
      ...item,
      sender: mailWords(item.sender),
      line: mailWords(item.line),
    })),
    counts,
  };
}

/** What went wrong, in the page's language. One without words of its own is told by its kind, with the English sentence behind. */
export function failureText(failure: Failure): string {
  const words = wordsNow();
  if (!words) return failure.message;
  const said = words.translate(failure.message);
  if (said !== null) return said;
  const kind = words.failures[`failure_${failure.code.replaceAll('-', '_')}`] ?? '';
  return (words.failures['failure_in_english'] ?? '')
    .replace('{sentence}', () => kind)
    .replace('{message}', () => failure.message);
}
