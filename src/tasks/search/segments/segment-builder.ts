import type { SearchFacts } from '../../../contracts/search';
import { detectLanguage } from '../../draft/language';
import { splitPassages, type TextRange } from '../passages';
import { stemOf } from '../stems';
import { createVectorMatrix } from '../vector-matrix';
import { findWordPlaces } from '../words';
import { ByteWriter } from './bytes';
import { countsOf, eachRow, orderOf, ROW_FORMS, wordsOf, type IndexedItem, type Segment } from './segment';
import type { Vocabulary } from './vocabulary';

export interface SearchText {
  /** Unique among the texts of an index. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The stretches of it to index; all of it without them. */
  readonly ranges?: readonly TextRange[];
  readonly facts?: SearchFacts;
}

/** What a word must be longer than to be put forward while one types, or in place of a misspelt one. */
const SHORT_WORD = 3;
/** Of a text that is found by its facts alone, UTF-16 code units. */
const OPENING = 240;

/** How often a passage holds a stem, by field. */
interface StemCounts {
  title: number;
  heading: number;
  text: number;
}

/** Puts a segment together, of texts and of what other segments hold. */
export class SegmentBuilder {
  readonly #vocabulary: Vocabulary;
  readonly #places = new Map<string, number>();
  readonly #terms: number[] = [];
  readonly #lists: ByteWriter[] = [];
  readonly #lastRows: number[] = [];
  readonly #holding: number[] = [];
  readonly #written: number[] = [];
  readonly #items: IndexedItem[] = [];
  readonly #firstRows: number[] = [0];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #headings = new Map<number, string>();
  readonly #lengths: number[] = [];
  readonly #words = new ByteWriter(1 << 16);
  readonly #wordEnds: number[] = [];
  readonly #vectors: [row: number, packed: Int8Array][] = [];

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  get rows(): number {
    return this.#starts.length;
  }

  /** Adds a text and its words to the counts of the vocabulary. */
  add({ id, title, text, ranges, facts }: SearchText): IndexedItem {
    const passages = splitPassages(text, ranges);
    const texts = passages.map(({ start, end }) => text.slice(start, end));
    const language = detectLanguage(texts.join('\n'));
    const stemsOf = (part: string): number[] =>
      Array.from(findWordPlaces(part), ({ word }) => this.#placeOf(stemOf(word, language)));
    const titleStems = stemsOf(title);
    for (const [nth, { start, end, heading }] of passages.entries()) {
      const row = this.rows;
      this.#starts.push(start);
      this.#ends.push(end);
      if (heading !== '') this.#headings.set(row, heading);
      const words = [...findWordPlaces(texts[nth] ?? '')];
      for (const { word } of words) if (word.length > SHORT_WORD) this.#countWord(word.toLowerCase());
      this.#addRow(row, {
        title: titleStems,
        heading: stemsOf(heading),
        text: words.map(({ word }) => this.#placeOf(stemOf(word, language))),
      });
    }
    for (const { word } of findWordPlaces(`${title}\n${text}`))
      this.#words.write(this.#placeOf(word.toLowerCase()));
    const [{ start, end } = { start: 0, end: 0 }] = ranges ?? [{ start: 0, end: text.length }];
    const item: IndexedItem = {
      ...{ id, title, language, facts: facts ?? null, passages: passages.length },
      opening: { start, end: Math.min(end, start + OPENING) },
    };
    this.#closeItem(item);
    return item;
  }

  #addRow(row: number, fields: Readonly<Record<keyof StemCounts, readonly number[]>>): void {
    const counts = new Map<number, StemCounts>();
    const count = (field: keyof StemCounts): void => {
      let different = 0;
      for (const place of fields[field]) {
        let of = counts.get(place);
        if (!of) counts.set(place, (of = { title: 0, heading: 0, text: 0 }));
        if (of[field] === 0) different += 1;
        of[field] += 1;
      }
      this.#lengths.push(different);
    };
    count('title');
    count('heading');
    count('text');
    for (const [place, { title, heading, text }] of counts) {
      this.#vocabulary.countStem(this.#terms[place] as number, 1);
      this.#listRow(place, row, title, heading, text);
    }
  }

  #countWord(word: string): void {
    const place = this.#placeOf(word);
    this.#vocabulary.countWord(this.#terms[place] as number, 1);
    this.#written[place] = (this.#written[place] ?? 0) + 1;
  }

  /** The place of a term, which is given one where it has none. */
  #placeOf(term: string): number {
    const known = this.#places.get(term);
    if (known !== undefined) return known;
    const place = this.#terms.length;
    this.#places.set(term, place);
    this.#terms.push(this.#vocabulary.add(term));
    this.#lists.push(new ByteWriter());
    this.#lastRows.push(-1);
    this.#holding.push(0);
    this.#written.push(0);
    return place;
  }

  #listRow(place: number, row: number, title: number, heading: number, text: number): void {
    const list = this.#lists[place] as ByteWriter;
    const step = (row - (this.#lastRows[place] as number)) * 4;
    this.#lastRows[place] = row;
    this.#holding[place] = (this.#holding[place] as number) + 1;
    if (title + heading === 0 && text === 1) return list.write(step + ROW_FORMS.onceInText);
    if (title === 1 && heading + text === 0) return list.write(step + ROW_FORMS.onceInTitle);
    list.write(step + (title + heading === 0 ? ROW_FORMS.inText : ROW_FORMS.anywhere));
    if (title + heading > 0) {
      list.write(title);
      list.write(heading);
    }
    list.write(text);
  }

  #closeItem(item: IndexedItem): void {
    this.#items.push(item);
    this.#firstRows.push(this.rows);
    this.#wordEnds.push(this.#words.length);
  }

  /**
   * Takes over what a segment holds of the items that `keeps`. What it holds of the others leaves the counts of the vocabulary, and their words
   * are not in the new segment.
   */
  take(segment: Segment, keeps: (item: IndexedItem) => boolean = () => true): void {
    const { terms, items, firstRows } = segment;
    const kept = new Uint32Array(terms.length);
    const all = new Uint32Array(terms.length);
    const rows = new Int32Array(segment.starts.length).fill(-1);
    const places = new Int32Array(terms.length).fill(-1);
    const own = (place: number): number => {
      if (places[place] === -1)
        places[place] = this.#placeOf(this.#vocabulary.termOf(terms[place] as number));
      return places[place] as number;
    };
    const isWhole = items.every(keeps);
    for (const [nth, item] of items.entries()) {
      const keep = isWhole || keeps(item);
      for (const words = wordsOf(segment, nth); !words.done;) {
        const place = words.read();
        all[place] = (all[place] as number) + 1;
        if (!keep) continue;
        kept[place] = (kept[place] as number) + 1;
        this.#words.write(own(place));
      }
      if (!keep) continue;
      for (let row = firstRows[nth] as number; row < (firstRows[nth + 1] as number); row += 1)
        rows[row] = this.#takeRow(segment, row);
      this.#closeItem(item);
    }
    for (const [place, number] of terms.entries()) {
      eachRow(segment, place, (row, title, heading, text) => {
        const now = rows[row] as number;
        if (now === -1) this.#vocabulary.countStem(number, -1);
        else this.#listRow(own(place), now, title, heading, text);
      });
      const { written } = countsOf(segment, place);
      if (written === 0) continue;
      // How many of them stood in those that go is not known; their share of all words is, and whether any is left.
      const share = (kept[place] as number) / Math.max(1, all[place] as number);
      const left = isWhole ? written : Math.ceil(written * share);
      this.#vocabulary.countWord(number, left - written);
      if (left > 0) this.#written[own(place)] = (this.#written[own(place)] as number) + left;
    }
  }

  #takeRow({ starts, ends, headings, lengths, vectors }: Segment, row: number): number {
    const own = this.rows;
    this.#starts.push(starts[row] as number);
    this.#ends.push(ends[row] as number);
    const heading = headings.get(row);
    if (heading !== undefined) this.#headings.set(own, heading);
    for (let field = 0; field < 3; field += 1) this.#lengths.push(lengths[3 * row + field] as number);
    const vector = vectors.packed(row);
    if (vector) this.#vectors.push([own, vector]);
    return own;
  }

  /** The segment, named by its first item; nothing may be added after it. Null for one without items. */
  build(): Segment | null {
    const [first] = this.#items;
    if (!first) return null;
    const lists = new ByteWriter(1 << 16);
    const listEnds = Uint32Array.from(this.#lists, (list, place) => {
      lists.write(this.#holding[place] as number);
      lists.write(this.#written[place] as number);
      lists.append(list.written());
      return lists.length;
    });
    const vectors = createVectorMatrix(this.rows);
    for (const [row, packed] of this.#vectors) vectors.setPacked(row, packed);
    const terms = Uint32Array.from(this.#terms);
    return {
      ...{ name: first.id, items: this.#items, headings: this.#headings, vectors },
      ...{ terms, order: orderOf(terms), listEnds, lists: lists.written().slice() },
      firstRows: Uint32Array.from(this.#firstRows),
      starts: Uint32Array.from(this.#starts),
      ends: Uint32Array.from(this.#ends),
      lengths: Uint32Array.from(this.#lengths),
      wordEnds: Uint32Array.from(this.#wordEnds),
      words: this.#words.written().slice(),
    };
  }
}
