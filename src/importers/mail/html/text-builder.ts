/** White space that is more or other than one space. */
const UNEVEN_SPACE = /[\t\r\n\f\u00A0]| {2}/;

/** Puts visible text together line by line: collapses white space, keeps blocks apart, prefixes quotes. */
export class TextBuilder<Note = never> {
  readonly #lines: string[] = [];
  /** For each line, the note of its last text. */
  readonly #notes: (Note | null)[] = [];
  /** What is noted beside the lines that are written from now on. */
  note: Note | null = null;
  /** Cells that were opened in the line at hand and have no text yet, and those that have; for `keepCells`. */
  #emptyCells = 0;
  #cells = 0;
  #line = '';
  #blankWanted = false;
  #spaceWanted = false;
  #cellWanted = false;
  #prefixWanted = '';
  #quoteDepth = 0;
  /** Quote depth of the last line written. */
  #lastDepth = 0;

  /** Text whose white space does not count. */
  add(text: string): void {
    const collapsed = UNEVEN_SPACE.test(text) ? text.replace(/[ \t\r\n\f\u00A0]+/g, ' ') : text;
    if (collapsed === '') return;
    if (collapsed === ' ') {
      this.#spaceWanted = true;
      return;
    }
    this.#startLine();
    this.#writeCells();
    const glue =
      this.#cellWanted && this.#line !== ''
        ? ' | '
        : this.#spaceWanted || collapsed.startsWith(' ')
          ? ' '
          : '';
    const atStart = this.#line === '' || this.#line.endsWith(' ');
    if (glue === ' | ') this.#line = this.#line.trimEnd() + glue;
    else if (!atStart) this.#line += glue;
    this.#line += collapsed.trim();
    this.#cellWanted = false;
    this.#spaceWanted = collapsed.endsWith(' ');
  }

  /** Text whose white space counts. */
  addPreformatted(text: string): void {
    for (const [index, part] of text.split(/\r?\n/).entries()) {
      if (index > 0) this.breakLine();
      if (part === '') continue;
      this.#startLine();
      this.#line += part;
    }
  }

  /** An explicit line break; two make a blank line. */
  breakLine(): void {
    if (this.#line === '' && this.#lines.at(-1) !== undefined) this.#blankWanted = true;
    this.#finishLine();
  }

  /** The edge of a block; with `apart` a blank line stands between it and what follows. */
  edge(apart: boolean): void {
    this.#finishLine();
    // A paragraph right behind a bullet stays on the bullet's line.
    if (apart && this.#prefixWanted === '') this.#blankWanted = true;
  }

  /** Puts `prefix` (a bullet) before the next text. */
  prefix(prefix: string): void {
    this.#finishLine();
    this.#prefixWanted = prefix;
  }

  cell(): void {
    this.#cellWanted = true;
  }

  /** As `cell`, and a cell without text has its place, too. */
  keepCell(): void {
    this.#emptyCells += 1;
    this.#spaceWanted = false;
  }

  quote(change: 1 | -1): void {
    this.edge(true);
    this.#quoteDepth = Math.max(0, this.#quoteDepth + change);
  }

  /** Characters written so far in the line at hand. */
  get lineText(): string {
    return this.#line;
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  toString(): string {
    this.#finishLine();
    return this.#lines.join('\n');
  }

  /** The lines with their notes; blank ones have none. */
  toLines(): { readonly text: string; readonly note: Note | null }[] {
    this.#finishLine();
    return this.#lines.map((text, index) => ({ text, note: this.#notes[index] ?? null }));
  }

  #writeCells(): void {
    if (this.#emptyCells === 0) return;
    this.#line = this.#line.trimEnd() + ' | '.repeat(this.#emptyCells - (this.#cells === 0 ? 1 : 0));
    this.#cells += this.#emptyCells;
    this.#emptyCells = 0;
  }

  #startLine(): void {
    if (this.#line !== '') return;
    if (this.#blankWanted && this.#lines.length > 0) {
      this.#lines.push('>'.repeat(Math.min(this.#lastDepth, this.#depth())));
      this.#notes.push(null);
    }
    this.#blankWanted = false;
    this.#line = this.#prefixWanted;
    this.#prefixWanted = '';
  }

  #finishLine(): void {
    const text = this.#line.trimEnd();
    if (text !== '') {
      const depth = this.#depth();
      this.#lastDepth = depth;
      this.#lines.push(depth > 0 ? `${'>'.repeat(depth)} ${text}` : text);
      this.#notes.push(this.note);
    }
    this.#line = '';
    this.#spaceWanted = false;
    this.#cellWanted = false;
    this.#emptyCells = 0;
    this.#cells = 0;
  }

  #depth(): number {
    return Math.min(this.#quoteDepth, 10);
  }
}
