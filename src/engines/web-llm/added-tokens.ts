/** Tokens that a tokenizer knows as wholes, besides its vocabulary: the marks of turns, and the like. */
export interface AddedTokens {
  /** The text of a token; undefined for one that is not among them. */
  textOf(id: number): string | undefined;
  /** Whether this is the text of one of them. */
  has(text: string): boolean;
  /** The texts of those that no text of a mail may stand for. */
  readonly special: readonly string[];
}

interface TokenizerFile {
  readonly added_tokens?: readonly {
    readonly id: number;
    readonly content: string;
    readonly special?: boolean;
  }[];
  readonly truncation?: unknown;
  readonly padding?: unknown;
}

export const NO_ADDED_TOKENS: AddedTokens = { textOf: () => undefined, has: () => false, special: [] };

/** The added tokens of a `tokenizer.json`. Throws what `JSON.parse` throws. */
export function readAddedTokens(bytes: ArrayBuffer): AddedTokens {
  const { added_tokens: added = [] } = parse(bytes);
  const texts = new Map(added.map(({ id, content }) => [id, content]));
  const all = new Set(texts.values());
  return {
    textOf: (id) => texts.get(id),
    has: (text) => all.has(text),
    special: added.filter(({ special }) => special).map(({ content }) => content),
  };
}

/**
 * The same `tokenizer.json` without its own limits: those of embedders cut a text together with the token that must close it, and pad it
 * with tokens that web-llm takes for text.
 */
export function withoutLimits(bytes: ArrayBuffer): ArrayBuffer {
  const file = parse(bytes);
  if (!file.truncation && !file.padding) return bytes;
  return new TextEncoder().encode(JSON.stringify({ ...file, truncation: null, padding: null })).buffer;
}

function parse(bytes: ArrayBuffer): TokenizerFile {
  return JSON.parse(new TextDecoder().decode(bytes)) as TokenizerFile;
}
