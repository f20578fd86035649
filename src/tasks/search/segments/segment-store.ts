import type { PackedSegment } from '../../../contracts/search';
import { packSegment, unpackSegment } from './pack-segment';
import type { IndexedItem, Segment } from './segment';
import { SegmentBuilder, type SearchText } from './segment-builder';
import { Vocabulary } from './vocabulary';

/** Where an item is: in the segment that is being put together while it is null. */
interface ItemPlace {
  readonly segment: Segment | null;
  readonly nth: number;
  readonly item: IndexedItem;
}

/** Segments that were put together or went since it was last asked. */
export interface SegmentChanges {
  readonly segments: readonly PackedSegment[];
  /** `PackedSegment.id` of those that are no more. */
  readonly gone: readonly string[];
}

/** Rows of a segment: so few that one is put together anew in some hundredths of a second when a mail comes or goes. */
const FULL = 4_000;

/** The segments of an index. The last one that has room takes what is added; what goes is left out of a new one. */
export class SegmentStore {
  #vocabulary = new Vocabulary();
  #segments: Segment[] = [];
  #open: SegmentBuilder | null = null;
  readonly #places = new Map<string, ItemPlace>();
  readonly #changed = new Set<string>();
  readonly #gone = new Set<string>();

  get vocabulary(): Vocabulary {
    return this.#vocabulary;
  }

  get size(): number {
    return this.#places.size;
  }

  item(id: string): IndexedItem | undefined {
    return this.#places.get(id)?.item;
  }

  all(): readonly Segment[] {
    this.#close();
    return this.#segments;
  }

  /** The segment that holds an item, and its place there. */
  find(id: string): { readonly segment: Segment; readonly nth: number } | null {
    this.#close();
    const place = this.#places.get(id);
    return place?.segment ? { segment: place.segment, nth: place.nth } : null;
  }

  add(text: SearchText): IndexedItem {
    const builder = (this.#open ??= this.#reopen());
    const item = builder.add(text);
    this.#places.set(item.id, { segment: null, nth: -1, item });
    if (builder.rows >= FULL) this.#close();
    return item;
  }

  /** The items of a stored segment; null, and nothing is taken, for one that cannot be read or that holds what is here already. */
  restore(packed: PackedSegment): readonly IndexedItem[] | null {
    if (packed.items.some((id) => this.#places.has(id))) return null;
    const segment = unpackSegment(packed, this.#vocabulary);
    if (segment) this.#hold(segment);
    return segment && segment.items;
  }

  remove(ids: ReadonlySet<string>): void {
    const touched = new Set([...ids].flatMap((id) => this.find(id)?.segment ?? []));
    for (const segment of touched) {
      this.#letGo(segment);
      const builder = new SegmentBuilder(this.#vocabulary);
      builder.take(segment, ({ id }) => !ids.has(id));
      const left = builder.build();
      if (left) this.#keep(left);
    }
    for (const id of ids) this.#places.delete(id);
    // What is no more is not remembered either.
    if (this.#places.size === 0) this.#vocabulary = new Vocabulary();
  }

  changes(): SegmentChanges {
    const segments = this.all().filter(({ name }) => this.#changed.has(name));
    const gone = [...this.#gone];
    this.#changed.clear();
    this.#gone.clear();
    return { segments: segments.map((segment) => packSegment(segment, this.#vocabulary)), gone };
  }

  /** A builder that begins with what stands in a segment that is not full. */
  #reopen(): SegmentBuilder {
    const builder = new SegmentBuilder(this.#vocabulary);
    const last = this.#segments.find(({ starts }) => starts.length < FULL);
    if (!last) return builder;
    this.#letGo(last);
    builder.take(last);
    return builder;
  }

  #close(): void {
    const built = this.#open?.build();
    this.#open = null;
    if (built) this.#keep(built);
  }

  #keep(segment: Segment): void {
    this.#hold(segment);
    this.#changed.add(segment.name);
    this.#gone.delete(segment.name);
  }

  #hold(segment: Segment): void {
    this.#segments.push(segment);
    for (const [nth, item] of segment.items.entries()) this.#places.set(item.id, { segment, nth, item });
  }

  #letGo({ name }: Segment): void {
    this.#segments = this.#segments.filter((segment) => segment.name !== name);
    this.#changed.delete(name);
    this.#gone.add(name);
  }
}
