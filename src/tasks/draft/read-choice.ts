import type { AskingPart } from './asking-part';
import { choiceBlank, listedOptions, markedOptions } from './choice';
import { choiceSentence } from './choice-sentence';
import { capitalise, startLower } from './letter-case';
import { openMatter, type Matter } from './matter-forms';
import { statedChoice } from './near-options';
import { openSentence } from './open-question';
import { swapPerspective } from './perspective';

/** "Let me know …", "please confirm …", with what is wanted in `rest`. */
export const LET_KNOW =
  /^(?:(?:could|can|would|will)\s+you\s+(?:please\s+)?(?:also\s+)?|(?:we|i)\s+(?:\w+\s+){0,2}(?:request|ask|beg)\s+you\s+to\s+)?(?:(?<verb>let\s+(?:me|us)\s+(?:know|have)|tell\s+(?:me|us)|say|confirm|advise(?:\s+(?:me|us))?|inform\s+(?:me|us)|remind\s+(?:me|us)|indicate|specify|state|clarify|check|find\s+out|do\s+you\s+(?:happen\s+to\s+)?know))\s+(?:in\s+writing\s+|again\s+|briefly\s+|today\s+|tonight\s+|exactly\s+|also\s+|now\s+|by\s+\p{L}+\s+)*(?<rest>.+)$/iu;

/** Alternatives that stand in the ask, in a sentence with a choice among them. */
export function readChoice({ choice, isQuestion }: AskingPart): Matter | null {
  const indirect = LET_KNOW.exec(choice)?.groups?.['rest'] ?? choice;
  const isAsked = isQuestion || indirect !== choice || /^(?:whether|either)\b/iu.test(choice);
  const found = isAsked ? choiceSentence(indirect) : null;
  return found === null ? null : openMatter(found.sentence, found.phrase);
}

/** A statement that puts its options to the reader: "we thought of the 22nd or the 29th". */
export function readStatedChoice(told: string): Matter | null {
  const sentence = statedChoice(told);
  return sentence === null ? null : openMatter(sentence, 'this');
}

/** A question whose options stand in the ask: in a list, in brackets, or with the sender's letters. */
export function readOptions(askText: string, main: string): Matter | null {
  const marked = markedOptions(askText);
  if (marked !== null) {
    const wish = /\bwhether\s+(?<subject>\S+(?:\s\S+){0,3}\s(?:wish(?:es)?|wants?|prefers?))$/iu.exec(
      marked.lead,
    )?.groups?.['subject'];
    const spelled = choiceBlank(marked.entries.map(swapPerspective));
    const phrase = `options ${marked.marks.join(', ')}`;
    if (wish !== undefined && spelled !== '[your choice]')
      return openMatter(`${capitalise(swapPerspective(wish))} ${spelled}`, phrase);
    return openMatter(`Let us go with option ${choiceBlank(marked.marks)}`, phrase);
  }
  const options = listedOptions(askText);
  const question = /^[^?]*\?/u.exec(askText)?.[0].replace('?', '') ?? main;
  if (options.length < 2 || !/^(?:and\s+)?which\b/iu.test(question)) return null;
  const blank = choiceBlank(options);
  const sentence = /^which(?:\s+ones?)?$/iu.test(question)
    ? 'Let us take [your choice]'
    : openSentence(question);
  return sentence === null
    ? null
    : openMatter(
        sentence.replace(/\[(?:your choice|date)\]/iu, blank),
        startLower(swapPerspective(question)),
      );
}
