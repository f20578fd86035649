/** A character that is not whole yet decodes to this. */
const REPLACEMENT = '\uFFFD';

/**
 * Turns tokens into text as they come, holding back characters whose bytes are spread over several tokens. Decodes only the last few tokens
 * each time, with enough before them for the spaces to come out right (the two offsets of Hugging Face's text-generation-inference).
 */
export class TokenDecoder {
  readonly #decode: (ids: number[]) => string;
  readonly #ids: number[] = [];
  /** Tokens before this are not looked at any more. */
  #contextStart = 0;
  /** Tokens before this have been given out. */
  #givenEnd = 0;

  constructor(decode: (ids: number[]) => string) {
    this.#decode = decode;
  }

  /** Takes the next token and returns the text that is whole now; often a word, sometimes nothing. */
  push(id: number): string {
    this.#ids.push(id);
    const text = this.#newText();
    if (text.endsWith(REPLACEMENT)) return '';
    this.#contextStart = this.#givenEnd;
    this.#givenEnd = this.#ids.length;
    return text;
  }

  /** What is left at the end, whole or not. */
  flush(): string {
    const text = this.#newText();
    this.#givenEnd = this.#ids.length;
    return text;
  }

  #newText(): string {
    const given = this.#decode(this.#ids.slice(this.#contextStart, this.#givenEnd));
    return this.#decode(this.#ids.slice(this.#contextStart)).slice(given.length);
  }
}
