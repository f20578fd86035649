/** A part of a query as it was typed. Offsets into the query, end exclusive. */
export interface QueryToken {
  readonly negated: boolean;
  /** What stands before the colon, lower-case; null for a word or phrase. */
  readonly name: string | null;
  /** Without quotation marks. */
  readonly value: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

const TOKEN = /(-?)(\p{L}+):(?=\s|$)|(-?)(?:(\p{L}+):)?(?:["“”„]([^"“”„]*)["“”„]?|(\S+))/gu;

/** Splits a query at its spaces; a quotation mark that is not closed holds to the end. */
export function splitQuery(query: string): QueryToken[] {
  return [...query.matchAll(TOKEN)].map((match) => {
    const [whole, bareMinus, bareName, minus, name, phrase, word] = match;
    return {
      negated: (minus ?? bareMinus) === '-',
      name: (name ?? bareName)?.toLowerCase() ?? null,
      value: phrase ?? word ?? '',
      quoted: phrase !== undefined,
      start: match.index,
      end: match.index + whole.length,
    };
  });
}
