/** Which wordings may share a sentence of the summary, and how they are joined. */
import { ORDINARY_WORDS } from '../text/ordinary-words';
import type { Unit } from './units';

/** UTF-16 code units; a longer sentence of a summary is hard to read. */
const LONGEST_JOINED = 260;

/** Mail and web addresses. Tried on one word for each pair of wordings, so it must be cheap. */
const ADDRESS_LIKE = /@|:\/\/|\p{L}\.\p{L}{2,}/u;

/** Whether `after` may follow `before`, whose sentence has `length` characters so far, after a semicolon: neighbours of one paragraph, or items of one list. */
export function canJoin(before: Unit, after: Unit, length: number): boolean {
  if (length + after.text.length + 1 > LONGEST_JOINED) return false;
  const ofOneList = before.list !== null && before.list === after.list;
  const neighbours =
    before.blockStart === after.blockStart && before.ordinals.at(-1) === (after.ordinals[0] ?? 0) - 1;
  return ofOneList || neighbours;
}

/** Whether a wording ends in a plain full stop that may become a semicolon: no question, no address that the semicolon would stick to. */
export function isClosable(text: string): boolean {
  if (!/[\p{L}\p{N})%”"'’]\.$/u.test(text)) return false;
  const lastWord = /\S+$/u.exec(text.slice(0, -1))?.[0] ?? '';
  return !ADDRESS_LIKE.test(lastWord);
}

/** The wordings of one sentence as it is read. */
export function joinTexts(texts: readonly string[]): string {
  return texts
    .map((text, index) => (index === 0 ? text : continued(text)))
    .map((text, index) => (index === texts.length - 1 ? text : text.slice(0, -1)))
    .join('; ');
}

/** A sentence after a semicolon: its first word loses the capital unless it is a name. */
function continued(text: string): string {
  const word = /^\p{Lu}[\p{Ll}'’]*(?=[\s,])/u.exec(text)?.[0] ?? '';
  const ordinary = word !== 'I' && !/^I['’]/u.test(word) && ORDINARY_WORDS.has(word.toLowerCase());
  return ordinary ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
