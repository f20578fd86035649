import type { TextBuilder } from './text-builder';

/** Longer addresses are tracking links; nobody reads them. */
const MAX_SHOWN_ADDRESS = 80;

/** Writes the address of a link behind its words when it says something that the words do not. */
export class LinkWriter {
  readonly #builder: Pick<TextBuilder, 'add' | 'lineText' | 'lineCount'>;
  #address: string | null = null;
  #startLine = 0;
  #startText = '';

  constructor(builder: Pick<TextBuilder, 'add' | 'lineText' | 'lineCount'>) {
    this.#builder = builder;
  }

  open(href: string): void {
    this.#address = /^(?:https?:|mailto:)/i.test(href.trim()) ? href.trim() : null;
    this.#startLine = this.#builder.lineCount;
    this.#startText = this.#builder.lineText;
  }

  /** A picture is read only where it is all that a link shows. */
  image(alt: string): void {
    if (this.#address && this.#linkText() === '') this.#builder.add(alt);
  }

  close(): void {
    const address = this.#address;
    this.#address = null;
    if (!address || address.length > MAX_SHOWN_ADDRESS) return;
    const shown = comparable(this.#linkText());
    const meant = comparable(address);
    if (shown === '' || meant === '' || shown.includes(meant) || meant === shown) return;
    this.#builder.add(` (${address.replace(/^mailto:/i, '').replace(/\?subject=.*$/i, '')})`);
  }

  #linkText(): string {
    const { lineText, lineCount } = this.#builder;
    return lineCount === this.#startLine && lineText.startsWith(this.#startText)
      ? lineText.slice(this.#startText.length)
      : lineText;
  }
}

function comparable(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^(?:mailto:|https?:\/\/)/, '')
    .replace(/^www\.|[/?#]$/g, '');
}
