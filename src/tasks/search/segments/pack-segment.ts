import * as v from 'valibot';
import type { PackedSegment } from '../../../contracts/search';
import { DRAFT_LANGUAGES } from '../../draft/language';
import { createVectorMatrix } from '../vector-matrix';
import { countsOf, orderOf, type Segment } from './segment';
import type { Vocabulary } from './vocabulary';

/** Changes when texts are cut or stemmed otherwise, or when a segment is laid out otherwise: what was stored before is then made anew. */
const EDITION = 1;

const numbers = v.custom<Uint32Array>((value) => value instanceof Uint32Array);
const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array);
const text = v.string();
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

const Facts = v.object({
  source: v.picklist(['mail', 'document']),
  ...{ threadId: text, sent: v.boolean(), from: text, to: text, cc: text },
  ...{ date: v.nullable(text), hasAttachment: v.boolean() },
});

const Stored = v.object({
  edition: v.literal(EDITION),
  items: v.array(
    v.object({
      ...{ id: text, title: text, facts: v.nullable(Facts), language: v.picklist(DRAFT_LANGUAGES) },
      ...{ opening: v.object({ start: whole, end: whole }), passages: whole },
    }),
  ),
  ...{ firstRows: numbers, starts: numbers, ends: numbers, lengths: numbers },
  headings: v.map(whole, text),
  /** With a line end between one and the next. */
  terms: text,
  ...{ listEnds: numbers, lists: bytes, wordEnds: numbers, words: bytes },
});

type Columns = Pick<
  Segment,
  'headings' | 'firstRows' | 'starts' | 'ends' | 'lengths' | 'listEnds' | 'lists' | 'wordEnds' | 'words'
>;

function columnsOf({ headings, firstRows, starts, ends, lengths, ...rest }: Columns): Columns {
  const { listEnds, lists, wordEnds, words } = rest;
  return { headings, firstRows, starts, ends, lengths, listEnds, lists, wordEnds, words };
}

/** A segment as it is stored: without its vectors, which are stored as they come. */
export function packSegment(segment: Segment, vocabulary: Vocabulary): PackedSegment {
  const { name, items, terms } = segment;
  const value: v.InferInput<typeof Stored> = {
    ...columnsOf(segment),
    ...{ edition: EDITION, items: [...items], headings: new Map(segment.headings) },
    terms: Array.from(terms, (number) => vocabulary.termOf(number)).join('\n'),
  };
  return { id: name, items: items.map(({ id }) => id), value };
}

/** Null for what another edition stored. Its words are counted in the vocabulary. */
export function unpackSegment({ id, value }: PackedSegment, vocabulary: Vocabulary): Segment | null {
  const parsed = v.safeParse(Stored, value);
  if (!parsed.success) return null;
  const { items, terms: spelt, starts } = parsed.output;
  const terms = Uint32Array.from(spelt === '' ? [] : spelt.split('\n'), (term) => vocabulary.add(term));
  const segment: Segment = {
    ...{ ...columnsOf(parsed.output), name: id, items, terms, order: orderOf(terms) },
    vectors: createVectorMatrix(starts.length),
  };
  for (const [place, number] of terms.entries()) {
    const { holding, written } = countsOf(segment, place);
    vocabulary.countStem(number, holding);
    vocabulary.countWord(number, written);
  }
  return segment;
}
