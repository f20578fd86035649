import type { Draft } from '../contracts/briefing';
import type { Message } from '../contracts/message';
import { DRAFT_LANGUAGES } from '../tasks/draft/language';
import { fixedPhrases } from '../tasks/draft/point-sentences';
import { missingSpecifics } from './specifics';
import { sourceOf } from './summary-score';

const BLANK = /\[[^[\]\n]{1,160}\]/gu;

/**
 * The specifics of a draft that stand neither in the mail nor in `known`, and that are neither a blank nor marked. Found by rules that share no code
 * with the check that marks them.
 */
export function unmarkedSpecifics(
  draft: Pick<Draft, 'text' | 'unsupported'>,
  message: Message,
  known: readonly string[],
): string[] {
  const source = [
    sourceOf(message),
    ...known,
    ...draft.unsupported.map((fact) => fact.text),
    // "Zu Ihrer Frage" stands in every German draft.
    ...DRAFT_LANGUAGES.flatMap(fixedPhrases),
  ].join('\n');
  // A line end ends a run of capitals: "Grüßen" and the name below it are no name.
  const text = draft.text
    // "Tag" is no name, nor part of the one that follows it.
    .replace(/^Guten Tag\b/u, 'Hallo')
    // The options of a choice are specifics too.
    .replace(BLANK, (blank) =>
      blank.includes(' / ') ? `: ${blank.slice(1, -1).replaceAll(' / ', ': ')}` : ' ',
    )
    .replace(/\n+(?:- )?/gu, ' .\n');
  return missingSpecifics(text, source).filter(
    (specific) => !tokensAround(text, specific).some((token) => source.includes(token)),
  );
}

/** The rules see "21" in "21st" and "1:20" in "1:200"; what counts is the whole token. */
function tokensAround(text: string, specific: string): string[] {
  return text
    .split(/\s+/u)
    .map((token) => token.replace(/^[“"'(]+|[”"'),.:;!?]+$/gu, ''))
    .filter((token) => /\p{N}/u.test(specific) && token.includes(specific));
}
