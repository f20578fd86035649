import { isBareChoice, isDangling } from './ask-cues';
import type { AskingPart } from './asking-part';
import { choiceBlank, fragmentOptions } from './choice';
import { capitalise, startLower } from './letter-case';
import { asTo, decision, openMatter, type Matter } from './matter-forms';
import { swapPerspective } from './perspective';

/** An ask that names no matter of its own: what is wanted is the answer, or the choice. */
export function readBare({ main, condition }: AskingPart): Matter | null {
  const fragment = fragmentOptions(main);
  if (fragment !== null) return openMatter(capitalise(choiceBlank(fragment)), `“${main}”`);
  if (/^(?:can|may|could)\s+(?:i|we)$/iu.test(main))
    return decision({ subject: 'you', positive: 'can', negative: 'cannot', rest: 'do so', also: '' });
  const roads = /^(?:two|three|four)\s+(?:roads|options|ways|choices|possibilities):\s+(?<list>.+)$/iu.exec(
    main,
  )?.groups?.['list'];
  if (roads !== undefined)
    return openMatter(
      `My choice: ${choiceBlank(swapPerspective(roads.replace(/\s*\([^)]*\)/gu, '')).split(/,\s+(?:or\s+)?|\s+or\s+/u))}`,
      'your options',
    );
  const { before, one } = EITHER.exec(main)?.groups ?? {};
  if (one !== undefined)
    return asTo(`whether ${swapPerspective(`${before ?? ''}${startLower(one)}`)}`, '[your choice]');
  // "If anyone has an allergy, let me know" asks what its condition says.
  const left = LEFT_TO_READER.exec(main)?.groups?.['what'];
  if (left !== undefined) return asTo(`whether ${swapPerspective(left)}`, '[your choice]');
  const { who, first, other } = CAN_EITHER.exec(main)?.groups ?? {};
  if (who !== undefined && first !== undefined && other !== undefined)
    return asTo(`whether you ${swapPerspective(first)} or ${swapPerspective(other)}`, '[your choice]');
  if (/^(?:ping|drop|give|send)\s+(?:me|us)\s+a\s+yes\b.*\bnumber$/iu.test(main))
    return openMatter('My answer: [yes / no], [number]', 'this');
  if (
    (isDangling(main) && !/\b(?:whether|what|when|how|who)\b/iu.test(main)) ||
    /^tell\s+(?:me|us)\s+if\s+(?:it|that|this)\s+(?:isn['’]t|is|does|doesn['’]t)$/iu.test(main) ||
    /^(?:let|tell)\s+(?:me|us)(?:\s+know)?(?:\s+either\s+way\b.*|\s+(?:before|by)\b.*)?$/iu.test(main)
  )
    return condition === ''
      ? openMatter('My answer: [your answer]', 'this')
      : asTo(askedByCondition({ condition }), '[your answer]');
  return isBareChoice(main) && (main.split(' ').length <= 8 || /\bwhich\s+it\s+is\b/iu.test(main))
    ? openMatter('My choice: [your choice]', 'this')
    : null;
}

/** "If anyone has an allergy" as the question it is. */
export function askedByCondition({ condition }: Pick<AskingPart, 'condition'>): string {
  return startLower(condition.replace(/^if\s+/iu, 'whether '));
}

/** "whether you leave the room or simply abstain is a matter for you". */
const LEFT_TO_READER =
  /\bwhether\s+(?<what>.+?\bor\b.+?)\s+is\s+(?:a\s+matter\s+for\s+you|up\s+to\s+you|your\s+(?:call|choice|decision))\b/iu;
const CAN_EITHER = /^(?<who>i|we)\s+can\s+(?<first>.+?),?\s+or\s+(?:i|we)\s+can\s+(?<other>.+)$/iu;
const EITHER = /^(?:so\s+)?(?<before>(?:i|we|you|they|it\s+is|it['’]s)\s+)?either\s+(?<one>.+\s+or\s+.+)$/iu;
