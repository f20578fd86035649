import type { Message } from '../../contracts/message';
import { writtenText } from './written-text';

/** The languages in which Deskside can write the fixed parts of a draft. */
export const DRAFT_LANGUAGES = ['en', 'de', 'es', 'fr', 'it', 'nl'] as const;
export type DraftLanguage = (typeof DRAFT_LANGUAGES)[number];

/** Frequent short words that few of the other languages share. */
const FUNCTION_WORDS: Readonly<Record<DraftLanguage, ReadonlySet<string>>> = {
  en: words(
    'the and of to is are you your for that this with have from it we be not can will on at please our would which if',
  ),
  de: words(
    'der die das und ist sind sie ich nicht mit für den dem ein eine zu auf von wir ihnen bitte ihr ihre werden noch auch wenn dass',
  ),
  es: words(
    'el los las y es de que en un una por para con su no se del al lo como más nos le si pero usted gracias cuando',
  ),
  fr: words(
    'le les et est des que en un une pour avec vous nous je ne pas sur dans au aux votre vos merci cette bien',
  ),
  it: words(
    'il lo la gli che di e è un una per con non mi si del della nel al sono ho ha anche più questo se ma come grazie dal sul',
  ),
  nl: words(
    'het een en van dat is ik je niet met voor zijn op aan er ook wij we u uw graag maar bij nog hebben kunnen deze',
  ),
};

/** Fewer hits than this say nothing. */
const FEWEST_HITS = 3;

/**
 * The language of a text, by counting function words; English when the text is too short to tell or in a language that is not listed,
 * because a reply in English is the safest then.
 */
export function detectLanguage(text: string): DraftLanguage {
  const found =
    text
      .toLowerCase()
      .match(/\p{L}+/gu)
      ?.slice(0, 2_000) ?? [];
  let best: DraftLanguage = 'en';
  let bestHits = FEWEST_HITS - 1;
  for (const language of DRAFT_LANGUAGES) {
    const hits = found.filter((word) => FUNCTION_WORDS[language].has(word)).length;
    if (hits > bestHits) {
      best = language;
      bestHits = hits;
    }
  }
  return best;
}

/** The language in which a mail is answered: that of what its sender wrote. */
export function replyLanguage(message: Message): DraftLanguage {
  return detectLanguage(writtenText(message));
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
