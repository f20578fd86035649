import { Parser } from 'htmlparser2';
import { BlockNotes, type BlockNote } from './block-note';
import { LinkWriter } from './link-writer';
import { StyleSheet, type StyledElement } from './style-sheet';
import { TextBuilder } from './text-builder';
import { isVisible, VISIBLE, visibilityOf, type Visibility } from './visibility';

export interface HtmlText {
  readonly text: string;
  /** Text that no reader would have seen, white space collapsed. */
  readonly hidden: string;
  /** Comments and elements that mail programs never show: no news to a reader, but a place to talk to a program. */
  readonly unread: string;
}

const UNREAD = new Set([
  'script', 'style', 'title', 'noscript', 'template', 'svg', 'math', 'iframe', 'object', 'applet',
  'audio', 'video', 'canvas', 'map', 'select', 'textarea', 'datalist', 'frameset', 'noembed', 'noframes',
]); // prettier-ignore
const APART = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'dl',
  'table',
  'pre',
  'hr',
  'figure',
  'fieldset',
]);
const BLOCKS = new Set([
  'div', 'section', 'article', 'header', 'footer', 'main', 'nav', 'aside', 'address', 'center', 'form', 'li', 'dt', 'dd',
  'tr', 'thead', 'tbody', 'tfoot', 'caption', 'blockquote', 'body', 'html', 'details', 'summary', 'figcaption', 'legend',
]); // prettier-ignore
const QUOTE_CLASS = /gmail_quote|yahoo_quoted|moz-cite|protonmail_quote/i;
/** Elements open at once; what comes deeper is read as if it stood beside them. */
const MAX_DEPTH = 2_000;
/** UTF-16 code units between two looks at the depth. */
const CHUNK_LENGTH = 16_384;
const MAX_HIDDEN_CHARS = 20_000;
/** Attributes with words that show only while one points at something, or that stand for a picture that does not load. */
const LABELS = ['title', 'alt', 'aria-label', 'content', 'value', 'placeholder'] as const;
const NO_CLASSES: readonly string[] = [];

/** What is no text at all, so that nothing is looked for in it. */
const CODE = new Set(['script', 'style']);

/** A line of a page, with what its elements say of it. */
export interface HtmlLine {
  readonly text: string;
  readonly note: BlockNote | null;
}

interface Frame extends StyledElement {
  readonly note: BlockNote | null;
  readonly inCell: boolean;
  readonly visibility: Visibility;
  /** What the visibility comes to. */
  readonly visible: boolean;
  readonly preformatted: boolean;
  readonly quotes: boolean;
  /** Number of the next item; null in a list with bullets and outside lists. */
  nextItem: number | null;
  readonly listDepth: number;
}

/**
 * Readable text of an HTML mail, without what is hidden from a reader. Works on the parser's events, without a tree, so that no depth of
 * nesting can overflow the stack; nothing is ever fetched.
 */
export function htmlToText(html: string): HtmlText {
  const { builder, hidden, unread } = read(html, false);
  return { text: builder.toString(), hidden, unread };
}

/** The same for a document, line by line. With `grid`, tables hold data: each row is one line, and empty cells keep their place. */
export function htmlToLines(
  html: string,
  { grid }: { readonly grid: boolean },
): { readonly lines: readonly HtmlLine[]; readonly hidden: string; readonly unread: string } {
  const { builder, hidden, unread } = read(html, grid);
  return { lines: builder.toLines(), hidden, unread };
}

function read(html: string, grid: boolean): Pick<HtmlReader, 'builder' | 'hidden' | 'unread'> {
  const reader = new HtmlReader(grid);
  let parser = createParser(reader);
  let start = 0;
  while (start < html.length) {
    const end = html.indexOf('>', start + CHUNK_LENGTH) + 1 || html.length;
    parser.write(html.slice(start, end));
    start = end;
    if (reader.depth > MAX_DEPTH) {
      // The parser's work on each tag grows with the elements that are open, so a new one goes on without them.
      reader.flatten();
      parser = createParser(reader);
    }
  }
  parser.end();
  return { builder: reader.builder, hidden: reader.hidden.trim(), unread: reader.unread.trim() };
}

function createParser(reader: HtmlReader): Parser {
  return new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      onclosetag: (name) => reader.close(name),
      ontext: (text) => reader.text(text),
      oncomment: (text) => reader.comment(text),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
}

class HtmlReader {
  readonly builder = new TextBuilder<BlockNote>();
  readonly #notes = new BlockNotes();
  readonly #grid: boolean;
  hidden = '';
  unread = '';
  /** Elements open at once. */
  depth = 0;
  readonly #links = new LinkWriter(this.builder);
  readonly #styles = new StyleSheet();
  #stack: Frame[] = [];
  #unreadDepth = 0;
  /** Of the open `<style>`; null outside one. */
  #css: string | null = null;
  #codeDepth = 0;

  constructor(grid: boolean) {
    this.#grid = grid;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.depth += 1;
    if (name === 'style') this.#css = '';
    if (CODE.has(name)) this.#codeDepth += 1;
    if (UNREAD.has(name)) this.#unreadDepth += 1;
    this.#noteLabels(attributes);
    if (this.#unreadDepth > 0) return;
    if (name === 'br') {
      if (this.#isVisible()) this.builder.breakLine();
      return;
    }
    if (name === 'img') {
      const alt = attributes['alt'] ?? '';
      if (this.#frame(name, pictureAttributes(attributes)).visible) this.#links.image(alt);
      return;
    }
    const frame = this.#frame(name, attributes);
    this.#stack.push(frame);
    if (frame.visible) this.#openVisible(frame, attributes);
  }

  close(name: string): void {
    this.depth -= 1;
    if (name === 'style' && this.#css !== null) {
      this.#styles.add(this.#css);
      this.#css = null;
    }
    if (CODE.has(name)) this.#codeDepth = Math.max(0, this.#codeDepth - 1);
    if (UNREAD.has(name)) this.#unreadDepth = Math.max(0, this.#unreadDepth - 1);
    if (this.#unreadDepth > 0 || name === 'br' || name === 'img' || UNREAD.has(name)) return;
    const frame = this.#stack.pop();
    if (!frame) return;
    if (frame.name === 'a') this.#links.close();
    if (frame.quotes) this.builder.quote(-1);
    else if (this.#runsOn(frame)) this.builder.add(' ');
    else if (APART.has(frame.name)) this.builder.edge(frame.listDepth <= 1 || !isList(frame.name));
    else if (BLOCKS.has(frame.name)) this.builder.edge(false);
  }

  text(text: string): void {
    if (this.#css !== null) this.#css += text;
    if (this.#unreadDepth > 0) {
      if (this.#codeDepth === 0) this.#leaveUnread(text);
      return;
    }
    const frame = this.#stack.at(-1);
    if (text.trim() !== '') this.builder.note = frame?.note ?? null;
    if (!this.#isVisible()) {
      this.#hide(text);
    } else if (frame?.preformatted) {
      this.builder.addPreformatted(text);
    } else {
      this.builder.add(text);
    }
  }

  comment(text: string): void {
    // Conditional comments are layout for one old program.
    if (!/^\[(?:if|endif)/i.test(text.trim())) this.#leaveUnread(text);
  }

  /** Forgets which elements are open, but not what they say about the text that follows. */
  flatten(): void {
    this.#stack = this.#stack.slice(-1);
    this.#unreadDepth = 0;
    this.#codeDepth = 0;
    this.#css = null;
    this.depth = 0;
  }

  #isVisible(): boolean {
    return this.#stack.at(-1)?.visible ?? true;
  }

  #hide(text: string): void {
    if (this.hidden.length < MAX_HIDDEN_CHARS) this.hidden += `${text} `.replace(/\s+/g, ' ');
  }

  #leaveUnread(text: string): void {
    if (this.unread.length < MAX_HIDDEN_CHARS) this.unread += `${text} `.replace(/\s+/g, ' ');
  }

  /** They are no part of the text. */
  #noteLabels(attributes: Readonly<Record<string, string>>): void {
    for (const name of LABELS) {
      const label = attributes[name];
      if (label !== undefined && label.length > 16) this.#leaveUnread(label);
    }
  }

  #frame(name: string, attributes: Readonly<Record<string, string>>): Frame {
    const parent = this.#stack.at(-1);
    const classes = classesIn(attributes['class']);
    const id = attributes['id']?.toLowerCase() ?? '';
    const element = { name, id, classes };
    const style = this.#styles.styleOf(element, this.#stack, attributes['style']);
    const unclear = this.#styles.isUnclear(element);
    const outer = parent?.visibility ?? VISIBLE;
    const visibility = visibilityOf(outer, attributes, style, unclear);
    const whiteSpace = style.get('white-space');
    return {
      name,
      id,
      classes,
      note: this.#notes.of(element, parent?.note ?? null),
      inCell: (parent?.inCell ?? false) || name === 'td' || name === 'th',
      visibility,
      visible: visibility === outer ? (parent?.visible ?? true) : isVisible(visibility),
      preformatted:
        name === 'pre' ||
        (whiteSpace !== undefined && /^pre(?:-wrap|-line)?$/.test(whiteSpace)) ||
        (parent?.preformatted ?? false),
      quotes:
        name === 'blockquote' &&
        (attributes['type'] === 'cite' || QUOTE_CLASS.test(attributes['class'] ?? '')),
      nextItem: name === 'ol' ? Number.parseInt(attributes['start'] ?? '1', 10) || 1 : null,
      listDepth: (parent?.listDepth ?? 0) + (isList(name) ? 1 : 0),
    };
  }

  #openVisible(frame: Frame, attributes: Readonly<Record<string, string>>): void {
    const { name } = frame;
    if (frame.quotes) this.builder.quote(1);
    else if (this.#runsOn(frame)) this.builder.add(' ');
    else if (APART.has(name)) this.builder.edge(frame.listDepth <= 1 || !isList(name));
    else if (BLOCKS.has(name)) this.builder.edge(false);
    if (name === 'a') this.#links.open(attributes['href'] ?? '');
    if (name === 'td' || name === 'th') {
      if (this.#grid) this.builder.keepCell();
      else this.builder.cell();
    }
    if (name === 'li' && !this.#runsOn(frame)) this.builder.prefix(this.#bullet(frame.listDepth));
  }

  /** In a table of data, what stands in a cell stays on its line. */
  #runsOn(frame: Frame): boolean {
    const { name } = frame;
    return (
      this.#grid && frame.inCell && (APART.has(name) || BLOCKS.has(name)) && name !== 'table' && name !== 'tr'
    );
  }

  #bullet(depth: number): string {
    const list = this.#stack.findLast((frame) => isList(frame.name));
    const indent = '  '.repeat(Math.min(Math.max(depth - 1, 0), 6));
    if (!list || list.nextItem === null) return `${indent}- `;
    list.nextItem += 1;
    return `${indent}${list.nextItem - 1}. `;
  }
}

function classesIn(attribute: string | undefined): readonly string[] {
  if (!attribute) return NO_CLASSES;
  return attribute.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 20);
}

/** The size of a picture in its attributes is a style of it; of a table or cell it is a wish. */
function pictureAttributes(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const isDot = [attributes['width'], attributes['height']].some((size) =>
    /^[01](?:px)?$/.test(size?.trim() ?? ''),
  );
  return isDot ? { ...attributes, hidden: '' } : attributes;
}

function isList(name: string): boolean {
  return name === 'ul' || name === 'ol';
}
