import type { Ask, AskAnswer } from '../../contracts/briefing';
import { hasBlank } from './blanks';
import { contentWords, words } from './content-words';
import { matterOf } from './matter';

/** Share of the note's words, in their order, that the model's sentence must keep. */
const LEAST_OF_NOTE = 0.85;

/** Share of the matter's content words that name it. */
const LEAST_OF_MATTER = 0.6;

const NEGATION =
  /^(?:no|not|never|none|nobody|nothing|without|cannot|can['’]t|won['’]t|don['’]t|isn['’]t|aren['’]t|didn['’]t|doesn['’]t|unable)$/u;
const PERSON = /^(?:i|we|you|he|she|they|it|me|us|him|her|them|my|our|your|his|their)$/u;
/** What a reply may say without the user having said it. */
const COURTESY = new Set(
  contentWords(
    'happy glad pleased sorry afraid please yes fine ok course sure gladly unfortunately let know',
  ),
);

/**
 * Whether a model's sentences for a point may stand in the draft in place of the plain ones: they keep the user's note nearly word for word, with its
 * negations and persons, and add nothing but words of the ask and courtesies. Small models turn "not glass please" into "glass please" and "he pays" into
 * "I pay" while every word they use is the user's, so that bags of words do not suffice. Specifics are checked elsewhere.
 */
export function answersPoint(sentences: readonly string[], ask: Ask, answer: AskAnswer): boolean {
  const text = sentences.join(' ');
  const note = words(answer.note);
  const said = words(text);
  if (
    note.length === 0 ||
    said.length === 0 ||
    hasBlank(text) ||
    (text.includes('?') && !answer.note.includes('?'))
  )
    return false;
  const { kept, added } = align(note, said);
  if (kept < LEAST_OF_NOTE * note.length) return false;

  // The note's words said twice are the model running on; "lend us" is the sender's view, not the owner's.
  const asked = new Set(contentWords(ask.text));
  if (contentWords(added.join(' ')).some((word) => !asked.has(word) && !COURTESY.has(word))) return false;
  if (added.some((word) => word === 'me' || word === 'us')) return false;

  const negations =
    said.filter((word) => NEGATION.test(word)).length - note.filter((word) => NEGATION.test(word)).length;
  if (negations !== 0 && !(answer.stance === 'no' && negations === 1)) return false;
  return (
    note.filter((word) => PERSON.test(word)).every((word) => said.includes(word)) &&
    saysStance(said, ask, answer)
  );
}

/** A bare note such as "after 4 pm" does not say yes by itself: the stance must be named, or the matter it is about. */
function saysStance(said: readonly string[], ask: Ask, answer: AskAnswer): boolean {
  if (answer.stance === 'own-words') return true;
  if (answer.stance === 'later')
    return /\b(?:let you know|come back|get back|tell you)\b/u.test(said.join(' '));
  if (said.includes(answer.stance === 'no' ? 'no' : 'yes')) return true;
  const matter = new Set(contentWords(matterOf(ask.text).phrase));
  const told = new Set(contentWords(said.join(' ')));
  return [...matter].filter((word) => told.has(word)).length >= LEAST_OF_MATTER * matter.size;
}

/** How many words of `note` stand in `said` in their order (longest common subsequence), and the words of `said` that are not among them. */
function align(note: readonly string[], said: readonly string[]): { kept: number; added: string[] } {
  const lengths = Array.from({ length: note.length + 1 }, () => new Array<number>(said.length + 1).fill(0));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = note.length - 1; i >= 0; i -= 1) {
    const row = lengths[i] ?? [];
    for (let j = said.length - 1; j >= 0; j -= 1) {
      row[j] = note[i] === said[j] ? 1 + at(i + 1, j + 1) : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const added: string[] = [];
  let i = 0;
  for (const [j, word] of said.entries()) {
    while (i < note.length && note[i] !== word && at(i + 1, j) === at(i, j)) i += 1;
    if (i < note.length && note[i] === word) i += 1;
    else added.push(word);
  }
  return { kept: at(0, 0), added };
}
