import type { AskCandidate } from '../../../contracts/search';
import type { DraftLanguage } from '../../draft/language';
import { splitSentences } from '../../text/sentences';
import type { QueryTerm } from '../query-terms';
import type { RankedPassage } from '../search-index';
import { stemOf } from '../stems';
import { findWordPlaces } from '../words';

export interface CandidateParts {
  readonly languages: ReadonlySet<DraftLanguage>;
  readonly textOf: (id: string) => { readonly title: string; readonly text: string } | undefined;
  /** How much a word tells: more for a rarer one. */
  readonly rarity: (term: QueryTerm) => number;
}

/** The sentences of these passages, each once, with how many of the question's words they hold. */
export function candidateSentences(
  asked: readonly QueryTerm[],
  passages: readonly RankedPassage[],
  { languages, textOf, rarity }: CandidateParts,
): AskCandidate[] {
  const terms = asked.map((term) => ({ ...term, weight: rarity(term) }));
  const whole = terms.reduce((sum, { weight }) => sum + weight, 0);
  const found = new Map<string, AskCandidate>();
  for (const {
    item: { id },
    start,
    end,
    heading,
    similarity,
  } of passages) {
    const item = textOf(id);
    if (!item) continue;
    for (const sentence of splitSentences(item.text, start, end)) {
      const key = `${id} ${sentence.start}`;
      if (found.has(key)) continue;
      const stems = stemsOf(`${sentence.text} ${heading} ${item.title}`, languages);
      const held = terms.filter((term) => term.stems.some((stem) => stems.has(stem)));
      found.set(key, {
        id,
        title: item.title,
        heading,
        text: sentence.text,
        start: sentence.start,
        end: sentence.end,
        overlap: whole === 0 ? 0 : held.reduce((sum, { weight }) => sum + weight, 0) / whole,
        passageSimilarity: similarity,
      });
    }
  }
  return [...found.values()];
}

function stemsOf(text: string, languages: ReadonlySet<DraftLanguage>): Set<string> {
  const stems = new Set<string>();
  for (const { word } of findWordPlaces(text))
    for (const language of languages) stems.add(stemOf(word, language));
  return stems;
}
