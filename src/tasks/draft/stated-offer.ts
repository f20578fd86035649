import { decision, type Matter } from './matter-forms';
import { swapPerspective } from './perspective';
import { isBaseVerb, isParticiple } from './verb-forms';

/** What follows is a reason, a price or a second thought. */
const ASIDE = /\s*(?:[;–—]|\s-\s|,\s+(?:but|so|as|since|which|that|otherwise|because|it)\b).*$/iu;
const OFFER =
  /^(?:(?<while>while\s.{3,40}?|then|also|in\s+the\s+meantime),?\s+)?(?:i|we)\s+(?:can|could)\s+(?:also\s+)?(?<action>\p{L}.+)$/iu;
/** "I'd take the post if I could keep Wednesdays". */
const ON_CONDITION = /\bif\s+(?:i|we)\s+(?:can|could|may|might)\s+(?<action>\p{L}.+)$/iu;
const DEMAND =
  /^(?:(?:i|we)\s+(?:think|believe|feel)\s+(?:that\s+)?|in\s+my\s+(?:view|opinion),?\s+)?(?<subject>(?:this|that|it|the|my|our|these|those)(?:\s+[\p{L}\p{N}£$€.,]+){0,5}?)\s+(?:should|must|ought\s+to)\s+be\s+(?<part>\p{L}+)(?<rest>(?:\s.+)?)$/iu;
/** "The names of both have to be with me by 2 July". */
const TO_BE_WITH =
  /^(?<what>(?:the|your|all|both)\s.{2,70}?),?\s+(?:has|have|must|needs?)\s+(?:to\s+)?(?:be\s+with|reach)\s+(?:me|us)\b(?<when>\s+(?:by|before|on)\s+.+?)?(?:\s+for\s.+|,.+)?$/iu;

/** What a statement puts to its reader for a yes or a no: an offer, a condition, a demand. Null for anything else. */
export function readStatedOffer(told: string): Matter | null {
  const text = told.replace(ASIDE, '').replace(/[.!\s]+$/u, '');
  const { what, when } = TO_BE_WITH.exec(told.replace(/[.!\s]+$/u, ''))?.groups ?? {};
  if (what !== undefined)
    return decision(
      verdict(
        'you',
        'will',
        'will not',
        `have ${swapPerspective(what.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase()))}${when ?? ''}`,
      ),
    );
  const condition = ON_CONDITION.exec(text)?.groups?.['action'];
  if (condition !== undefined && opensAction(condition))
    return decision(verdict('you', 'can', 'cannot', swapPerspective(condition)));
  const offer = OFFER.exec(text)?.groups;
  const action = offer?.['action'];
  if (action !== undefined && opensAction(action) && !/\bor\b|\b(?:until|no\s+more|only)\b/iu.test(action)) {
    const during =
      offer?.['while'] === undefined || !/^while/iu.test(offer['while'])
        ? ''
        : ` ${swapPerspective(offer['while'].toLowerCase())}`;
    return decision(verdict('you', 'can', 'need not', `${swapPerspective(action)}${during}`));
  }
  const demand = DEMAND.exec(text)?.groups;
  if (demand?.['subject'] !== undefined && isParticiple(demand['part'] ?? ''))
    return decision(
      verdict(
        swapPerspective(demand['subject'].toLowerCase()),
        'will',
        'will not',
        `be ${demand['part'] ?? ''}${swapPerspective(demand['rest'] ?? '')}`,
      ),
    );
  return null;
}

function opensAction(action: string): boolean {
  const verb = (action.split(' ')[0] ?? '').toLowerCase();
  return isBaseVerb(verb) && !/^(?:see|understand|think|know|feel|live|say|hear|last|remember)$/u.test(verb);
}

function verdict(subject: string, positive: string, negative: string, rest: string) {
  return { subject, positive, negative, rest, also: '' };
}
