import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The plain messages of one language, by key; those with a form for each number are left out. */
export interface Catalogue {
  readonly locale: string;
  readonly texts: Readonly<Record<string, string>>;
}

const { baseLocale } = JSON.parse(readFileSync('project.inlang/settings.json', 'utf8')) as {
  baseLocale: string;
};

/** Reads the message catalogue in these languages; the one that messages are first written in comes first. */
export function readCatalogue(locales: readonly string[]): readonly Catalogue[] {
  const ordered = [baseLocale, ...locales.filter((locale) => locale !== baseLocale)];
  return ordered.map((locale) => {
    const folder = path.join('messages', locale);
    const messages = readdirSync(folder).flatMap((file) =>
      Object.entries(JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Record<string, unknown>),
    );
    return {
      locale,
      texts: Object.fromEntries(
        messages.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      ),
    };
  });
}
