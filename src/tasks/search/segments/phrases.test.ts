import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findWordPlaces, foldWord } from '../words';
import { phraseFinder, phraseOf } from './phrases';
import { SegmentStore } from './segment-store';

const line = fc
  .array(fc.constantFrom('a', 'B', 'b', 'é', 'e', 'Łukasz', 'lukasz', '3.5', '\n'), { maxLength: 14 })
  .map((words) => words.join(' '));

const folded = (text: string): string =>
  ` ${Array.from(findWordPlaces(text), ({ word }) => foldWord(word)).join(' ')} `;

it('finds a phrase where its words follow one another in the title and the text, capitals and accents aside', () => {
  fc.assert(
    fc.property(line, line, line, (title, text, phrase) => {
      fc.pre(folded(phrase) !== '  ');
      const store = new SegmentStore();
      store.add({ id: 'other', title: 'lukasz e b', text: 'a 3.5' });
      store.add({ id: 'this', title, text });
      const [segment] = store.all();
      const holds = segment && phraseFinder(segment, phraseOf(phrase, store.vocabulary));
      expect(holds?.(1)).toBe(folded(`${title}\n${text}`).includes(folded(phrase)));
    }),
  );
});
