import type { VoiceStyle } from '../../contracts/briefing';
import { splitSentences } from '../text/sentences';
import type { DraftLanguage } from './language';
import type { Letter } from './letter';
import { holdsSpecific } from './own-letters';

/** Places where one contracts or not; fewer show no habit. */
const FEWEST_PLACES = 3;
/** A sentence said in so many mails is a habit. */
const FEWEST_REPEATS = 2;
const LONGEST_HABIT_WORDS = 14;
/** Fewer are initials or a sign-off. */
const FEWEST_HABIT_WORDS = 3;
const EXCLAIMING_SHARE = 1 / 3;

const CONTRACTED =
  /\b(?:I['’](?:m|ll|ve|d)|(?:you|we|they)['’](?:re|ll|ve|d)|(?:it|that|there|he|she)['’]s|(?:do|does|did|is|are|was|were|ca|wo|would|could|should|have|has)n['’]t|let['’]s)(?!\p{L})/giu;
const CONTRACTABLE =
  /\b(?:I (?:am|will|have|would)|(?:you|we|they) (?:are|will|have)|(?:it|that|there) is|(?:do|does|did|is|are|was|were|would|could|should|have|has) not|cannot|let us)\b/giu;

const FAMILIAR: Readonly<Partial<Record<DraftLanguage, readonly [familiar: RegExp, formal: RegExp]>>> = {
  de: [
    /(?<!\p{L})(?:du|dir|dich|dein\p{L}*|euch|euer|eure\p{L}*)(?!\p{L})/iu,
    /(?<!\p{L})(?:Sie|Ihnen|Ihre?[nmrs]?)(?!\p{L})/u,
  ],
  es: [
    /(?<!\p{L})(?:tú|te|ti|tus?|contigo|vosotros|os)(?!\p{L})/iu,
    /(?<!\p{L})(?:usted(?:es)?|le|les)(?!\p{L})/iu,
  ],
  fr: [/(?<!\p{L})(?:tu|te|toi|ton|ta|tes)(?!\p{L})/iu, /(?<!\p{L})(?:vous|votre|vos)(?!\p{L})/iu],
  nl: [/(?<!\p{L})(?:je|jij|jou|jouw|jullie)(?!\p{L})/iu, /(?<!\p{L})(?:u|uw)(?!\p{L})/iu],
};

/** The habits that the letters of one language show. */
export function learnStyle(letters: readonly Letter[], language: DraftLanguage): VoiceStyle {
  const bodies = letters.map(({ body }) => body);
  const all = bodies.join('\n');
  const contracted = all.match(CONTRACTED)?.length ?? 0;
  const plain = all.match(CONTRACTABLE)?.length ?? 0;
  const shown = language === 'en' && contracted + plain >= FEWEST_PLACES;
  const sentences = bodies.map((body) => splitSentences(body).map(({ text }) => text));
  return {
    contractions: shown ? contracted > plain : null,
    exclamations: bodies.filter((body) => body.includes('!')).length >= EXCLAIMING_SHARE * bodies.length,
    familiar: isFamiliar(all, language),
    opening: habit(sentences.flatMap((said) => said.slice(0, 1))),
    closing: habit(sentences.flatMap((said) => (said.length > 1 ? said.slice(-1) : []))),
  };
}

/** Whether a text says du, tú, tu or je to its reader; null where it shows neither that nor the formal word, and in English and Italian. */
export function isFamiliar(text: string, language: DraftLanguage): boolean | null {
  const [familiar, formal] = FAMILIAR[language] ?? [];
  if (!familiar || !formal) return null;
  if (familiar.test(text)) return !formal.test(text);
  return formal.test(text) ? false : null;
}

/** The sentence that opens (or ends) most mails, if it holds nothing that belongs to one mail only. */
function habit(sentences: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const sentence of sentences) {
    const words = sentence.split(' ').length;
    const isGeneral = !/[?\n]/u.test(sentence) && words >= FEWEST_HABIT_WORDS && words <= LONGEST_HABIT_WORDS;
    if (isGeneral) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  const repeated = [...counts].filter(([, count]) => count >= FEWEST_REPEATS).toSorted((a, b) => b[1] - a[1]);
  // Last, because it takes longest and few sentences are said twice.
  return repeated.find(([sentence]) => !holdsSpecific(sentence))?.[0] ?? '';
}
