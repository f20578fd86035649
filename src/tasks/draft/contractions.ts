/** A verb at the end of its sentence is never contracted: “whose fault it is”. */
const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(I) am(?=\s+\p{L})/gu, '$1’m'],
  [/\b(I|[Yy]ou|[Ww]e|[Tt]hey) will(?=\s+\p{L})/gu, '$1’ll'],
  [/\b(I|[Yy]ou|[Ww]e|[Tt]hey) have (?=not\b|been\b|\p{L}+ed\b)/gu, '$1’ve '],
  [/\b([Yy]ou|[Ww]e|[Tt]hey) are(?=\s+\p{L})/gu, '$1’re'],
  [/\b([Ii]t|[Tt]hat|[Tt]here) is(?=\s+\p{L})/gu, '$1’s'],
  [/\b([Cc]an)not\b/gu, '$1’t'],
  [
    /\b([Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Ww]ould|[Cc]ould|[Ss]hould|[Hh]ave|[Hh]as) not\b/gu,
    '$1n’t',
  ],
  [/\b([Ww])ill not\b/gu, '$1on’t'],
];
const FULL: readonly (readonly [RegExp, string])[] = [
  [/\b(I)['’]m\b/gu, '$1 am'],
  [/\b(I|[Yy]ou|[Ww]e|[Tt]hey)['’]ll\b/gu, '$1 will'],
  [/\b(I|[Yy]ou|[Ww]e|[Tt]hey)['’]ve\b/gu, '$1 have'],
  [/\b([Yy]ou|[Ww]e|[Tt]hey)['’]re\b/gu, '$1 are'],
  [/\b([Cc]an)['’]t\b/gu, '$1not'],
  [/\b([Ww])on['’]t\b/gu, '$1ill not'],
  [
    /\b([Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Ww]ould|[Cc]ould|[Ss]hould|[Hh]ave|[Hh]as)n['’]t\b/gu,
    '$1 not',
  ],
  [/\b([Ii]t|[Tt]hat|[Tt]here)['’]s (?=\p{Ll})/gu, '$1 is '],
];

/** The parts of a draft that are somebody else's words or a place to fill in. */
const KEPT = /([“"„«][^”"“»\n]*[”"“»]|\[[^[\]\n]{1,160}\])/u;

/** "I am afraid I cannot" as "I’m afraid I can’t". Quotations and blanks stay. English. */
export function contract(text: string): string {
  return outsideQuotes(text, CONTRACTIONS);
}

/** The other way round. */
export function spellOut(text: string): string {
  return outsideQuotes(text, FULL);
}

function outsideQuotes(text: string, pairs: readonly (readonly [RegExp, string])[]): string {
  return text
    .split(KEPT)
    .map((part, index) =>
      index % 2 === 1 ? part : pairs.reduce((result, [from, to]) => result.replace(from, to), part),
    )
    .join('');
}
