import type { Owner, Relation, VoiceProfile } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { firstNameOf } from './names';
import { languageOfPhrase, type Letter } from './letter';
import { languageOfLetter, ownLetters, type OwnLetter } from './own-letters';
import { learnStyle } from './voice-style';

const FEWEST_SAMPLES = 2;
/** Fewer letters than this to colleagues, or to others, show no habit of their own. */
const FEWEST_SAMPLES_OF_RELATION = 4;
const RELATIONS: readonly Relation[] = ['colleague', 'outsider'];

/**
 * How the owner writes: the most frequent greeting, sign-off and name, and the median length. Null below two usable mails.
 * Only the language that most samples are in counts, so that a mixed mailbox does not yield a mixed letter.
 */
export function learnVoice(sent: readonly Message[], owner: Owner): VoiceProfile | null {
  const samples = ownLetters(sent, owner);
  if (samples.length < FEWEST_SAMPLES) return null;

  const languages = samples.map(({ letter }) => languageOfLetter(letter));
  const language = commonest(languages) ?? 'en';
  const inLanguage = samples.filter((_, index) => languages[index] === language);
  const towards = Object.fromEntries(
    RELATIONS.flatMap((relation) => {
      const letters = inLanguage.filter(
        ({ message }) => relationTo(message.to[0]?.address ?? '', owner) === relation,
      );
      return letters.length < FEWEST_SAMPLES_OF_RELATION ? [] : [[relation, frameOf(letters)]];
    }),
  );
  return {
    sampleCount: samples.length,
    ...frameOf(inLanguage),
    signName:
      commonest(inLanguage.flatMap(({ letter }) => ownName(letter, owner))) ?? firstNameOf(owner.name),
    medianWords: median(samples.map(({ letter }) => letter.body.split(/\s+/u).length)),
    ...(Object.keys(towards).length > 0 ? { towards } : {}),
    style: learnStyle(
      inLanguage.map(({ letter }) => letter),
      language,
    ),
  };
}

/** Whether an address is of the owner's own mail domain; null when either has none. */
export function relationTo(address: string, owner: Owner): Relation | null {
  const [theirs, own] = [address, owner.address].map((part) => part.split('@')[1]?.toLowerCase() ?? '');
  if (!theirs || !own) return null;
  return theirs === own ? 'colleague' : 'outsider';
}

/** A letter without greeting or sign-off counts as a habit too. */
function frameOf(samples: readonly OwnLetter[]): Pick<VoiceProfile, 'greeting' | 'signOff'> {
  return {
    greeting: commonest(samples.map(({ message, letter }) => greetingPattern(letter, message))) ?? '',
    signOff: commonest(samples.map(({ letter }) => letter.signOff ?? '')) ?? '',
  };
}

/** `Hi Graham` to Graham Pell is `Hi {first}`; `Dear Mr Pell` is `Dear {name}`; `Morning all` stays. Empty without a greeting. */
function greetingPattern(letter: Letter, message: Message): string {
  if (letter.greeting === null) return '';
  const recipient = message.to[0]?.name ?? '';
  const first = firstNameOf(recipient);
  const words = letter.greeting.split(/\s+/u);
  const titled = words.findIndex((word) =>
    /^(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Herr|Frau|Sr|Sra|Señora?|Madame|Monsieur|mevrouw|meneer)\.?$/u.test(
      word,
    ),
  );
  if (titled !== -1) return [...words.slice(0, titled), '{name}'].join(' ');
  const named = words.findIndex(
    (word) => first !== '' && word.replace(/[,!]$/u, '').toLowerCase() === first.toLowerCase(),
  );
  if (named !== -1) {
    const mark = letter.greeting.endsWith('!') ? '!' : '';
    return `${[...words.slice(0, named), '{first}'].join(' ')}${mark}`;
  }
  const last = words.at(-1) ?? '';
  // A nickname or a name that the header does not hold.
  if (words.length > 1 && /^\p{Lu}/u.test(last)) return [...words.slice(0, -1), '{first}'].join(' ');
  return words.length === 1 &&
    /^\p{Lu}/u.test(last) &&
    languageOfPhrase(last) === 'en' &&
    !/^(?:hi|hello|hey|morning|greetings)$/iu.test(last)
    ? '{first}'
    : letter.greeting;
}

function ownName(letter: Letter, owner: Owner): string[] {
  const name = letter.signName;
  if (!name || name.length > 40) return [];
  // Initials (`D.`) suit short notes to colleagues, not drafts that the owner has yet to read.
  if (name.replace(/\W/gu, '').length < 2) return [];
  const known = owner.name.toLowerCase();
  return known === '' || known.split(/\s+/u).some((part) => name.toLowerCase().includes(part)) ? [name] : [];
}

/** The most frequent value; on a tie the one that occurs last, since Sent mail is in order of time. */
function commonest<T>(values: readonly T[]): T | null {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: T | null = null;
  let most = 0;
  for (const value of values) {
    const count = counts.get(value) ?? 0;
    if (count >= most) {
      best = value;
      most = count;
    }
  }
  return best;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
