import { findWordPlaces, foldWord } from '../words';
import { placeOf, wordsOf, type Segment } from './segment';
import type { Vocabulary } from './vocabulary';

/** Words that follow one another, capitals and accents aside: for each, the vocabulary's numbers of all that it may be. */
export type Phrase = readonly (readonly number[])[];

export function phraseOf(text: string, vocabulary: Vocabulary): Phrase {
  return Array.from(findWordPlaces(text), ({ word }) => vocabulary.foldedTo(foldWord(word)));
}

/** Tells for the items of a segment whether they hold a phrase, in the title or anywhere in the text. */
export function phraseFinder(segment: Segment, phrase: Phrase): (item: number) => boolean {
  /** For each word of the phrase, the places of the terms that it may be. */
  const places = phrase.map(
    (numbers) => new Set(numbers.map((number) => placeOf(segment, number)).filter((place) => place !== -1)),
  );
  const [first, ...others] = places;
  if (!first || places.some(({ size }) => size === 0)) return () => false;
  return (item) => {
    /** For each place in the item where the phrase may have begun, how many of its words stood there so far. */
    let open: number[] = [];
    for (const words = wordsOf(segment, item); !words.done;) {
      const word = words.read();
      if (open.length > 0)
        open = open.filter((count) => others[count - 1]?.has(word)).map((count) => count + 1);
      if (first.has(word)) open.push(1);
      if (open.includes(places.length)) return true;
    }
    return false;
  };
}
