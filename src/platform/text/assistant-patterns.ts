import { ENGLISH } from './assistant-patterns/english';
import { createPatternGate, type GatedPattern } from './assistant-patterns/gated-pattern';
import { MARKUP } from './assistant-patterns/markup';
import { OTHER_LANGUAGES } from './assistant-patterns/other-languages';

/*
 * Texts can address the model that will read them. What they say is never obeyed anyway; these patterns find such passages, so that they are marked
 * for the reader and kept out of summaries and drafts. They ask for an assistant as the addressee, or for an attack on instructions, or for the
 * marks of a conversation, so that mail about assistants is left alone.
 * Every repetition has a bound, so that a hostile text costs no more time than its length.
 */
/** All patterns, each with the flags `giu`. */
export const ASSISTANT_PATTERNS: readonly GatedPattern[] = [...ENGLISH, ...MARKUP, ...OTHER_LANGUAGES];

/** Those that may match in the text, or in the text with other white space. */
export const assistantPatternsFor = createPatternGate(ASSISTANT_PATTERNS);

/** How a paragraph begins that goes on with what an assistant was just told. Plain requests do not count: they may be the sender's own. */
export const CONTINUES =
  /^[\s>*•–\d.)(-]{0,12}(?:(?:then|also|please|instead|next|finally),?\s{1,8})*(?:(?:mark|flag|label|tag|classify|categori[sz]e|rank|rate|triage|prioriti[sz]e)\s{1,8}(?:this|the|it)\b|summari[sz]e\b|(?:reply|respond|answer)\s{1,8}(?:only|exactly|with\s{1,8}["'“‘]|with\s{1,8}the\s{1,8}words?)|output\b|print\b|in\s{1,8}(?:your|the)\s{1,8}(?:summary|output|classification)\b|(?:do\s{1,8}not|don['’]?t|never)\s{1,8}(?:mention|tell|reveal|show|summari[sz]e|disclose)\b|(?:the|your)\s{1,8}(?:summary|category|priority|urgency|output|classification)\s{1,8}(?:must|should|is|has)\b|you\s{1,8}(?:must|are\s{1,8}now)\b|set\s{1,8}(?:the|its)\s{1,8}(?:priority|category|urgency)\b|(?:end|begin)\s{1,8}of\s{1,8}(?:system|instructions?)|ignore\b|from\s{1,8}now\s{1,8}on)/iu;
