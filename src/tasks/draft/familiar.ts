import type { DraftLanguage } from './language';

/** The formal words of the fixed phrases, and what one says to somebody one knows. */
const FAMILIAR: Readonly<Partial<Record<DraftLanguage, readonly (readonly [RegExp, string])[]>>> = {
  de: [
    [/\bIhrer\b/gu, 'deiner'],
    [/\bIhrem\b/gu, 'deinem'],
    [/\bIhre\b/gu, 'deine'],
    [/\bIhr\b/gu, 'dein'],
  ],
  es: [
    [/\bsu (?=pregunta|mensaje)/gu, 'tu '],
    [/\ble contestaré/gu, 'te contestaré'],
  ],
  fr: [
    [/\bvotre question/gu, 'ta question'],
    [/\bvotre message/gu, 'ton message'],
    [/\bvers vous\b/gu, 'vers toi'],
  ],
  nl: [[/\buw (?=vraag|bericht)/gu, 'je ']],
};
const QUOTATION = /([“"„«][^”"“»\n]*[”"“»])/u;

/** A line of the draft with du, tú, tu or je; what it quotes stays. */
export function inFamiliarForm(line: string, language: DraftLanguage): string {
  const pairs = FAMILIAR[language] ?? [];
  return line
    .split(QUOTATION)
    .map((part, index) =>
      index % 2 === 1 ? part : pairs.reduce((said, [from, to]) => said.replace(from, to), part),
    )
    .join('');
}
