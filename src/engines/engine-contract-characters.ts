/** Half of a character that UTF-16 writes in two. */
export const LONE_SURROGATE = /\p{Surrogate}/u;

/** Characters whose bytes vocabularies spread over several tokens: joined emoji, CJK, combining marks, a flag, right-to-left text. */
export const HARD_CHARACTERS = ['👩‍💻', '報告書', 'e\u0301', '🇨🇭', 'שלום'] as const;
