import { Parser } from 'htmlparser2';
import { lexer, type Token, type Tokens } from 'marked';
import { htmlToText } from '../mail/html/html-to-text';
import type { DocumentLine, LineRole } from './document-lines';

export interface MarkdownText {
  readonly lines: readonly DocumentLine[];
  /** What the file hides from its readers; white space collapsed. */
  readonly hidden: string;
}

/** The text of a Markdown file as a reader sees it: headings and paragraphs apart, items with a dash, rows with bars, no marks of emphasis or links. */
export function markdownToLines(markdown: string): MarkdownText {
  const reader = new MarkdownReader();
  const blocks = reader.blocks(lexer(withoutFrontMatter(markdown)), null);
  return { lines: parted(blocks), hidden: reader.hidden.join(' ') };
}

/** Settings of a site generator at the top, between lines of dashes. */
function withoutFrontMatter(markdown: string): string {
  return markdown.replace(/^\uFEFF?---\r?\n(?:[^\n]{0,2000}\n){0,100}?---\r?\n/u, '');
}

const BLANK: DocumentLine = { text: '', role: null };

function parted(blocks: readonly DocumentLine[][]): DocumentLine[] {
  return blocks.flatMap((lines, index) => (index > 0 ? [BLANK, ...lines] : lines));
}

class MarkdownReader {
  readonly hidden: string[] = [];
  #last = 0;

  /** The lines of each block; those within an item have its role. */
  blocks(tokens: readonly Token[], item: LineRole | null): DocumentLine[][] {
    return tokens
      .map((token) => this.#block(token, item))
      .filter((lines) => lines.some(({ text }) => text.trim() !== ''));
  }

  #block(token: Token, item: LineRole | null): DocumentLine[] {
    switch (token.type) {
      case 'heading':
        return this.#lines(
          inline(token, this.hidden),
          this.#role('heading', (token as Tokens.Heading).depth),
        );
      case 'paragraph':
      case 'text':
        return this.#lines(inline(token, this.hidden), item ?? this.#role('paragraph', 0));
      case 'code':
        return this.#lines((token as Tokens.Code).text, this.#role('code', 0));
      case 'blockquote':
        return parted(this.blocks((token as Tokens.Blockquote).tokens, item));
      case 'list':
        return this.#list(token as Tokens.List, item);
      case 'table':
        return this.#table(token as Tokens.Table);
      case 'html':
        return this.#lines(
          fromHtml((token as Tokens.HTML).text, this.hidden),
          item ?? this.#role('paragraph', 0),
        );
      default:
        return [];
    }
  }

  #list({ ordered, start, items }: Tokens.List, outer: LineRole | null): DocumentLine[] {
    const loose = items.some((item) => item.loose);
    return items.flatMap((item, index) => {
      const mark = ordered ? `${(Number(start) || 1) + index}.` : '-';
      const role = this.#role('item', (outer?.level ?? 0) + 1);
      const lines = this.blocks(item.tokens, role).flat();
      const marked = lines.map((line, at) => ({
        ...line,
        text: at === 0 ? `${mark} ${line.text}` : `  ${line.text}`,
      }));
      if (marked.length === 0) marked.push({ text: mark, role });
      return loose && index > 0 ? [BLANK, ...marked] : marked;
    });
  }

  #table({ header, rows }: Tokens.Table): DocumentLine[] {
    return [header, ...rows].flatMap((cells, index) =>
      this.#lines(
        cells.map((cell) => inlineOf(cell.tokens, this.hidden).replaceAll('\n', ' ')).join(' | '),
        this.#role('row', index === 0 ? 1 : 0),
      ),
    );
  }

  #lines(text: string, role: LineRole): DocumentLine[] {
    return text
      .replace(/\s+$/u, '')
      .split('\n')
      .map((line) => ({ text: line, role }));
  }

  #role(kind: LineRole['kind'], level: number): LineRole {
    this.#last += 1;
    return { kind, level, block: this.#last };
  }
}

function inline(token: Token, hidden: string[]): string {
  const { tokens } = token as { readonly tokens?: Token[] };
  return tokens ? inlineOf(tokens, hidden) : plain((token as Tokens.Text).text);
}

function inlineOf(tokens: readonly Token[], hidden: string[]): string {
  return tokens.map((token) => inlineText(token, hidden)).join('');
}

function inlineText(token: Token, hidden: string[]): string {
  switch (token.type) {
    case 'br':
      return '\n';
    case 'html':
      return fromHtml((token as Tokens.HTML).text, hidden);
    case 'image':
    case 'codespan':
    case 'escape':
      return plain((token as Tokens.Codespan).text);
    default:
      return inline(token, hidden);
  }
}

/** Comments and hidden elements of a page inside Markdown are for no reader. */
function fromHtml(html: string, hidden: string[]): string {
  const comments = [...html.matchAll(/<!--([^]*?)(?:-->|$)/gu)].map((match) => (match[1] ?? '').trim());
  const read = htmlToText(html);
  hidden.push(...comments, ...(read.hidden === '' ? [] : [read.hidden]));
  return read.text;
}

function plain(text: string): string {
  return text.replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][\da-z]{1,30});/giu, (entity) => {
    let read = '';
    const parser = new Parser({ ontext: (part) => (read += part) });
    parser.end(entity);
    return read;
  });
}
