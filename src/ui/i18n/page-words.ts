import english from '../../../messages/en/pages.json';
import type { Patterns, Translate } from './translate-text';

/**
 * The words of the pages beside the app. They share no module with it, because a module that is shared is split off the app's first load. The
 * first paint's script says which language the page is in, before anything is drawn.
 */
export interface PageWords {
  /** A text of the pages' catalogue, with its placeholders filled in. */
  say(key: string, values?: Readonly<Record<string, string | number>>): string;
  /** What the app says in English, in the page's language; as it is where it is not known. */
  readonly inPageLanguage: (english: string) => string;
}

type File = Promise<{ readonly default: Patterns }>;

interface Files {
  readonly pages: () => File;
  /** As `app-words.svelte.ts` has them. */
  readonly app: () => readonly File[];
}

const FILES: Readonly<Record<string, Files>> = {
  de: {
    pages: () => import('../../../messages/de/pages.json'),
    app: () => [import('../../../messages/de/failures.json'), import('../../../messages/de/said.json')],
  },
  es: {
    pages: () => import('../../../messages/es/pages.json'),
    app: () => [import('../../../messages/es/failures.json'), import('../../../messages/es/said.json')],
  },
};

/** Puts the page into its language: what carries `data-words` says those, and what carries `data-label` is called so. */
export async function speakPage(page: Document): Promise<PageWords> {
  const locale = page.documentElement.lang.split('-')[0] ?? '';
  const files = FILES[locale];
  const words: Patterns = files ? (await files.pages()).default : english;
  const say: PageWords['say'] = (key, values = {}) => {
    const pattern = words[key];
    if (pattern === undefined) throw new Error(`messages/${locale}/pages.json has no “${key}”.`);
    return pattern.replace(/\{(\w+)\}/gu, (_, name: string) => {
      const value = values[name] ?? '';
      return typeof value === 'number' ? value.toLocaleString(page.documentElement.lang) : value;
    });
  };
  for (const element of page.querySelectorAll<HTMLElement>('[data-words]'))
    element.textContent = say(element.dataset['words'] ?? '');
  for (const element of page.querySelectorAll<HTMLElement>('[data-label]'))
    element.ariaLabel = say(element.dataset['label'] ?? '');
  const translate = files ? await translatorOf(files, page.documentElement.lang) : null;
  return { say, inPageLanguage: (text) => translate?.(text) ?? text };
}

async function translatorOf({ app }: Files, lang: string): Promise<Translate> {
  const [{ createTranslator }, source, target] = await Promise.all([
    import('./translate-text'),
    merged([import('../../../messages/en/failures.json'), import('../../../messages/en/said.json')]),
    merged(app()),
  ]);
  return createTranslator(source, target, (value, digits, options) =>
    value.toLocaleString(lang, {
      ...options,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }),
  );
}

async function merged(files: readonly File[]): Promise<Patterns> {
  return Object.assign({}, ...(await Promise.all(files)).map((file) => file.default)) as Patterns;
}
