import { Parser } from 'htmlparser2';
import { NO_DECLARATIONS, parseDeclarations, parseStyleSheet, type Declarations } from './css';
import { LinkWriter } from './link-writer';
import { TextBuilder } from './text-builder';
import { isVisible, VISIBLE, visibilityOf, type Visibility } from './visibility';

export interface HtmlText {
  readonly text: string;
  /** Text that no reader would have seen, white space collapsed. */
  readonly hidden: string;
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

interface Frame {
  readonly name: string;
  readonly visibility: Visibility;
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
  const reader = new HtmlReader();
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
  return { text: reader.builder.toString(), hidden: reader.hidden.trim() };
}

function createParser(reader: HtmlReader): Parser {
  return new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      onclosetag: (name) => reader.close(name),
      ontext: (text) => reader.text(text),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
}

class HtmlReader {
  readonly builder = new TextBuilder();
  hidden = '';
  /** Elements open at once. */
  depth = 0;
  readonly #links = new LinkWriter(this.builder);
  readonly #rules = new Map<string, Declarations>();
  #stack: Frame[] = [];
  #unreadDepth = 0;
  #inStyle = false;
  #hasStyleSheet = false;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.depth += 1;
    if (name === 'style') this.#inStyle = true;
    if (UNREAD.has(name)) this.#unreadDepth += 1;
    if (this.#unreadDepth > 0) return;
    if (name === 'br') {
      if (isVisible(this.#visibility())) this.builder.breakLine();
      return;
    }
    if (name === 'img') {
      if (isVisible(this.#visibility())) this.#links.image(attributes['alt'] ?? '');
      return;
    }
    const frame = this.#frame(name, attributes);
    this.#stack.push(frame);
    if (isVisible(frame.visibility)) this.#openVisible(frame, attributes);
  }

  close(name: string): void {
    this.depth -= 1;
    if (name === 'style') this.#inStyle = false;
    if (UNREAD.has(name)) this.#unreadDepth = Math.max(0, this.#unreadDepth - 1);
    if (this.#unreadDepth > 0 || name === 'br' || name === 'img' || UNREAD.has(name)) return;
    const frame = this.#stack.pop();
    if (!frame) return;
    if (frame.name === 'a') this.#links.close();
    if (frame.quotes) this.builder.quote(-1);
    else if (APART.has(frame.name)) this.builder.edge(frame.listDepth <= 1 || !isList(frame.name));
    else if (BLOCKS.has(frame.name)) this.builder.edge(false);
  }

  text(text: string): void {
    if (this.#inStyle) {
      this.#hasStyleSheet = true;
      for (const [selector, declarations] of parseStyleSheet(text)) this.#rules.set(selector, declarations);
    }
    if (this.#unreadDepth > 0) return;
    const frame = this.#stack.at(-1);
    if (!isVisible(this.#visibility())) {
      if (this.hidden.length < MAX_HIDDEN_CHARS) this.hidden += `${text} `.replace(/\s+/g, ' ');
    } else if (frame?.preformatted) {
      this.builder.addPreformatted(text);
    } else {
      this.builder.add(text);
    }
  }

  /** Forgets which elements are open, but not what they say about the text that follows. */
  flatten(): void {
    this.#stack = this.#stack.slice(-1);
    this.#unreadDepth = 0;
    this.depth = 0;
  }

  #visibility(): Visibility {
    return this.#stack.at(-1)?.visibility ?? VISIBLE;
  }

  #frame(name: string, attributes: Readonly<Record<string, string>>): Frame {
    const parent = this.#stack.at(-1);
    const { style, unknown } = this.#styleOf(name, attributes);
    const visibility = visibilityOf(parent?.visibility ?? VISIBLE, attributes, style, unknown);
    const whiteSpace = style.get('white-space') ?? '';
    return {
      name,
      visibility,
      preformatted:
        name === 'pre' || /^pre(?:-wrap|-line)?$/.test(whiteSpace) || (parent?.preformatted ?? false),
      quotes:
        name === 'blockquote' &&
        (attributes['type'] === 'cite' || QUOTE_CLASS.test(attributes['class'] ?? '')),
      nextItem: name === 'ol' ? Number.parseInt(attributes['start'] ?? '1', 10) || 1 : null,
      listDepth: (parent?.listDepth ?? 0) + (isList(name) ? 1 : 0),
    };
  }

  #styleOf(
    name: string,
    attributes: Readonly<Record<string, string>>,
  ): { style: Declarations; unknown: boolean } {
    const classes = (attributes['class'] ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 20);
    const id = attributes['id']?.toLowerCase();
    const selectors = [name, ...classes.flatMap((c) => [`.${c}`, `${name}.${c}`]), ...(id ? [`#${id}`] : [])];
    const matching = selectors.flatMap((selector) => this.#rules.get(selector) ?? []);
    const unknown = classes.some((c) => !this.#rules.has(`.${c}`) && !this.#rules.has(`${name}.${c}`));
    const inline = attributes['style'];
    if (inline) matching.push(parseDeclarations(inline));
    const [only = NO_DECLARATIONS, ...others] = matching;
    const style = others.length === 0 ? only : new Map(matching.flatMap((declarations) => [...declarations]));
    return { style, unknown: unknown && this.#hasStyleSheet };
  }

  #openVisible(frame: Frame, attributes: Readonly<Record<string, string>>): void {
    const { name } = frame;
    if (frame.quotes) this.builder.quote(1);
    else if (APART.has(name)) this.builder.edge(frame.listDepth <= 1 || !isList(name));
    else if (BLOCKS.has(name)) this.builder.edge(false);
    if (name === 'a') this.#links.open(attributes['href'] ?? '');
    if (name === 'td' || name === 'th') this.builder.cell();
    if (name === 'li') this.builder.prefix(this.#bullet(frame.listDepth));
  }

  #bullet(depth: number): string {
    const list = this.#stack.findLast((frame) => isList(frame.name));
    const indent = '  '.repeat(Math.min(Math.max(depth - 1, 0), 6));
    if (!list || list.nextItem === null) return `${indent}- `;
    list.nextItem += 1;
    return `${indent}${list.nextItem - 1}. `;
  }
}

function isList(name: string): boolean {
  return name === 'ul' || name === 'ol';
}
