import { withoutHalfCharacter } from '../../../platform/text/without-half-character';
import { countMatches } from './count-matches';

/** UTF-16 code units; about 150,000 words. Longer mails are machine output, and the page and the store must stay quick. */
const MAX_TEXT_LENGTH = 1_000_000;

const WORD = /\S+/g;

/** Cuts a text that is too long at the end of a line or word. */
export function shortenText(text: string, limit = MAX_TEXT_LENGTH): { text: string; omittedWords: number } {
  if (text.length <= limit) return { text, omittedWords: 0 };
  const window = text.slice(0, limit);
  const lineEnd = window.lastIndexOf('\n');
  const wordEnd = window.lastIndexOf(' ');
  const end = lineEnd > limit * 0.9 ? lineEnd : wordEnd > limit * 0.9 ? wordEnd : limit;
  return {
    text: withoutHalfCharacter(window.slice(0, end).trimEnd()),
    omittedWords: countMatches(text.slice(end), WORD),
  };
}
