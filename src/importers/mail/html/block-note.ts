/** What the elements around a text say of the block that it belongs to. */
export interface BlockNote {
  readonly kind: 'heading' | 'paragraph' | 'item' | 'row' | 'code';
  /** Of headings 1 to 6, of items how deep they stand, from 1; 1 for cells that name columns. */
  readonly level: number;
  /** The same for all text of one block. */
  readonly block: number;
}

const PARAGRAPHS = new Set([
  'p', 'div', 'section', 'article', 'header', 'footer', 'main', 'nav', 'aside', 'address', 'blockquote', 'figcaption', 'dt', 'dd',
  'caption', 'summary', 'legend',
]); // prettier-ignore
const HEADING = /^h([1-6])$/;

/** Numbers the blocks of a page as their elements open. */
export class BlockNotes {
  #last = 0;

  /** Of an element within another one of `outer`. */
  of({ name }: { readonly name: string }, outer: BlockNote | null): BlockNote | null {
    const heading = name.length === 2 ? HEADING.exec(name)?.[1] : undefined;
    if (heading) return this.#new('heading', Number(heading));
    if (name === 'li') return this.#new('item', outer?.kind === 'item' ? outer.level + 1 : 1);
    if (name === 'tr') return this.#new('row', 0);
    if (name === 'th' && outer?.kind === 'row') return { ...outer, level: 1 };
    if (name === 'pre') return this.#new('code', 0);
    // Whatever stands in a heading, an item or a row belongs to it.
    if (PARAGRAPHS.has(name) && (outer === null || outer.kind === 'paragraph'))
      return this.#new('paragraph', 0);
    return outer;
  }

  #new(kind: BlockNote['kind'], level: number): BlockNote {
    this.#last += 1;
    return { kind, level, block: this.#last };
  }
}
