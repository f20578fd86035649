import type { Message } from '../../contracts/message';
import { hasBlank } from './blanks';
import { contentWords } from './content-words';
import { replySubject } from './recipients';
import { splitSentences } from '../text/sentences';

const MOST_SUBJECTS = 4;
const LONGEST_CHARS = 60;

/**
 * Subject lines for a reply: that of the mail, that one with the answer before it where the draft has one, and the first answered point in a few words. Made of
 * the mail's and the draft's own words only.
 */
export function suggestSubjects(message: Message, draftText: string): string[] {
  const usual = replySubject(message.subject);
  const bare = usual.replace(/^(?:re|aw|wg|fwd?|rv)\s*:\s*/iu, '').trim();
  const answer = answerOf(draftText);
  const points = splitSentences(draftText)
    .map(({ text }) => text.replace(/^[-•]\s+/u, '').replace(/[.!?:]+$/u, ''))
    .filter((text) => !hasBlank(text) && contentWords(text).length >= 3 && text.length <= LONGEST_CHARS);
  const candidates = [
    usual,
    ...(answer !== null && bare !== '' ? [`${answer}: ${bare}`] : []),
    ...points.slice(0, 2),
  ];
  return [...new Set(candidates)].filter((subject) => subject !== '').slice(0, MOST_SUBJECTS);
}

/** "Yes" or "No" where the draft answers with nothing left open; null where it says both, or neither. */
function answerOf(text: string): 'Yes' | 'No' | null {
  if (hasBlank(text)) return null;
  const yes = /(?:^|\n)(?:- )?Yes\b/u.test(text);
  const no = /(?:^|\n)(?:- )?(?:No\b|I(?: a|’|')m afraid)/u.test(text);
  return yes === no ? null : yes ? 'Yes' : 'No';
}
