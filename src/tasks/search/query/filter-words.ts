import type { PageLanguage } from '../../../contracts/settings';
import { foldWord } from '../words';

type Words = Readonly<Record<PageLanguage, string>>;

interface Filter {
  /** What stands before the colon. */
  readonly names: Words;
  /** What belongs behind it. */
  readonly hint: string;
  /** What may stand there, where that is little. */
  readonly values: readonly Words[];
}

const DAY = 'a day, month or year';
const TODAY = { en: 'today', de: 'heute', es: 'hoy' } as const satisfies Words;
const YESTERDAY = { en: 'yesterday', de: 'gestern', es: 'ayer' } as const satisfies Words;

/**
 * The words of filters, by their English name. Each is understood whatever language the page speaks, so that a query which was kept or sent
 * on still works; no name stands for two filters.
 */
export const FILTERS = {
  from: { names: { en: 'from', de: 'von', es: 'de' }, hint: 'who sent it', values: [] },
  to: { names: { en: 'to', de: 'an', es: 'para' }, hint: 'who it went to', values: [] },
  cc: { names: { en: 'cc', de: 'cc', es: 'cc' }, hint: 'who got a copy', values: [] },
  subject: {
    names: { en: 'subject', de: 'betreff', es: 'asunto' },
    hint: 'a word of the subject or title',
    values: [],
  },
  label: {
    names: { en: 'label', de: 'label', es: 'etiqueta' },
    hint: 'how it was sorted',
    values: [
      { en: 'reply', de: 'antworten', es: 'responder' },
      { en: 'act', de: 'erledigen', es: 'hacer' },
      { en: 'read', de: 'lesen', es: 'leer' },
      { en: 'skip', de: 'überspringen', es: 'omitir' },
    ],
  },
  before: { names: { en: 'before', de: 'vor', es: 'antes' }, hint: DAY, values: [TODAY, YESTERDAY] },
  after: {
    names: { en: 'after', de: 'nach', es: 'después' },
    hint: DAY,
    values: [{ en: '7d', de: '7t', es: '7d' }, { en: '30d', de: '30t', es: '30d' }, YESTERDAY],
  },
  on: { names: { en: 'on', de: 'am', es: 'el' }, hint: DAY, values: [TODAY, YESTERDAY] },
  has: {
    names: { en: 'has', de: 'mit', es: 'con' },
    hint: 'what comes with it',
    values: [
      { en: 'attachment', de: 'anhang', es: 'adjunto' },
      { en: 'draft', de: 'entwurf', es: 'borrador' },
    ],
  },
  in: {
    names: { en: 'in', de: 'in', es: 'en' },
    hint: 'where it is',
    values: [
      { en: 'inbox', de: 'posteingang', es: 'recibidos' },
      { en: 'sent', de: 'gesendet', es: 'enviados' },
      { en: 'documents', de: 'dokumente', es: 'documentos' },
    ],
  },
  is: {
    names: { en: 'is', de: 'ist', es: 'es' },
    hint: 'its state',
    values: [{ en: 'urgent', de: 'dringend', es: 'urgente' }],
  },
} as const satisfies Readonly<Record<string, Filter>>;

export type FilterName = keyof typeof FILTERS;

/** A filter as it was typed. */
export interface TypedFilter {
  readonly name: FilterName;
  /** That the name is a word of. */
  readonly language: PageLanguage;
}

const LANGUAGES = ['en', 'de', 'es'] as const satisfies readonly PageLanguage[];
export const FILTER_NAMES = Object.keys(FILTERS) as readonly FilterName[];

/** Of a word that several languages have, the first counts. */
const BY_WORD: ReadonlyMap<string, TypedFilter> = new Map(
  LANGUAGES.toReversed().flatMap((language) =>
    FILTER_NAMES.map((name) => [foldWord(FILTERS[name].names[language]), { name, language }] as const),
  ),
);

/** The filter that a word before a colon names; null where it is a word like others. */
export function readFilterName(word: string): TypedFilter | null {
  return BY_WORD.get(foldWord(word)) ?? null;
}

/** A value in English, whichever language it was typed in; null where the filter takes no such value. */
export function readFilterValue(name: FilterName, typed: string): string | null {
  const folded = foldWord(typed);
  const values: readonly Words[] = FILTERS[name].values;
  return (
    values.find((words) => LANGUAGES.some((language) => foldWord(words[language]) === folded))?.en ?? null
  );
}
