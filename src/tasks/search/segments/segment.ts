import type { SearchFacts } from '../../../contracts/search';
import type { DraftLanguage } from '../../draft/language';
import type { VectorMatrix } from '../vector-matrix';
import { ByteReader } from './bytes';

/** A text of the index without its text. */
export interface IndexedItem {
  readonly id: string;
  readonly title: string;
  readonly facts: SearchFacts | null;
  readonly language: DraftLanguage;
  /** Where what is searched of it begins, where no place in it was found. */
  readonly opening: { readonly start: number; readonly end: number };
  /** How many rows are its passages. */
  readonly passages: number;
}

/**
 * Some hundred texts of an index: a row for each passage, and for each word or stem a list of the rows that hold it. Nothing in it ever changes
 * but its vectors, so that it can be stored as it is. Numbers of terms are the vocabulary's in `terms` only; all else has the place of a term in `terms`.
 */
export interface Segment {
  readonly name: string;
  readonly items: readonly IndexedItem[];
  /** By item, its first row; and one more, the number of rows. */
  readonly firstRows: Uint32Array;
  /** By row, offsets of the passage into its text. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly headings: ReadonlyMap<number, string>;
  /** By row, how many different stems its title, its heading and its text have: three numbers a row. */
  readonly lengths: Uint32Array;
  /** Numbers in the vocabulary. */
  readonly terms: Uint32Array;
  /** Places in `terms` in the order of their numbers. */
  readonly order: Uint32Array;
  /** By term, where its list ends in `lists`; it begins where the one before ends. */
  readonly listEnds: Uint32Array;
  readonly lists: Uint8Array;
  /** By item, where its words end in `words`. */
  readonly wordEnds: Uint32Array;
  /** The words of each item in order, with its title before, as it is written, capitals aside. */
  readonly words: Uint8Array;
  readonly vectors: VectorMatrix;
}

/** The order that `Segment.order` has. */
export function orderOf(terms: Uint32Array): Uint32Array {
  return Uint32Array.from(terms.keys()).sort((a, b) => (terms[a] as number) - (terms[b] as number));
}

/** The place of a term in a segment; -1 where it has none. */
export function placeOf({ terms, order }: Segment, number: number): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((terms[order[middle] as number] as number) < number) low = middle + 1;
    else high = middle;
  }
  const place = order[low];
  return place !== undefined && terms[place] === number ? place : -1;
}

/** How a row that holds a term is written: the step from the row before, times four, plus one of these. */
export const ROW_FORMS = { onceInText: 0, inText: 1, onceInTitle: 2, anywhere: 3 } as const;

/** The list of a term begins with how many rows hold it and how often it is written as a word in passages. */
export interface TermCounts {
  readonly holding: number;
  readonly written: number;
}

function listOf({ listEnds, lists }: Segment, place: number): ByteReader {
  return new ByteReader(lists, place > 0 ? (listEnds[place - 1] as number) : 0, listEnds[place] as number);
}

export function countsOf(segment: Segment, place: number): TermCounts {
  const list = listOf(segment, place);
  return { holding: list.read(), written: list.read() };
}

/** Goes through the rows that hold a term, with how often it stands in each field. */
export function eachRow(
  segment: Segment,
  place: number,
  visit: (row: number, title: number, heading: number, text: number) => void,
): void {
  const list = listOf(segment, place);
  list.read();
  list.read();
  let row = -1;
  while (!list.done) {
    const head = list.read();
    row += head >>> 2;
    const form = head & 3;
    if (form === ROW_FORMS.onceInText) visit(row, 0, 0, 1);
    else if (form === ROW_FORMS.inText) visit(row, 0, 0, list.read());
    else if (form === ROW_FORMS.onceInTitle) visit(row, 1, 0, 0);
    else visit(row, list.read(), list.read(), list.read());
  }
}

/** The words of an item as places in `terms`, in order. */
export function wordsOf({ wordEnds, words }: Segment, item: number): ByteReader {
  return new ByteReader(words, item > 0 ? (wordEnds[item - 1] as number) : 0, wordEnds[item] as number);
}
