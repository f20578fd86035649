import type { DraftLength, Tone } from '../../contracts/voice';
import { hasBlank } from './blanks';
import { contract, spellOut } from './contractions';
import type { DraftLanguage } from './language';
import { isGreetingLine, isSignOffLine } from './letter';

interface Phrases {
  readonly greeting: Readonly<Partial<Record<Tone, readonly [RegExp, string]>>>;
  readonly thanks: Readonly<Record<Tone, string>>;
  readonly closing: Readonly<Record<Tone, string>>;
  readonly signOff: Readonly<Record<Tone, string>>;
  /** An opening sentence that only thanks. */
  readonly onlyThanks: RegExp;
}

const EN: Phrases = {
  greeting: {
    warmer: [/^(?:Dear|Hello)(?= \p{L})/u, 'Hi'],
    formal: [/^(?:Hi|Hello|Hey|Hiya|Morning)(?= \p{L})/u, 'Dear'],
  },
  thanks: {
    warmer: 'Thank you very much for your mail.',
    plain: 'Thanks for your mail.',
    formal: 'Thank you for your message.',
  },
  closing: {
    warmer: 'Do let me know if there is anything else I can help with.',
    plain: 'Let me know if anything is unclear.',
    formal: 'Please do not hesitate to contact me should you need anything further.',
  },
  signOff: { warmer: 'All the best,', plain: 'Best,', formal: 'Kind regards,' },
  onlyThanks: /^(?:many )?(?:thanks|thank you)\b[^.!?]{0,40}[.!]$/iu,
};

const DE: Phrases = {
  greeting: {},
  thanks: {
    warmer: 'Herzlichen Dank für Ihre Nachricht.',
    plain: 'Danke für Ihre Nachricht.',
    formal: 'Vielen Dank für Ihr Schreiben.',
  },
  closing: {
    warmer: 'Melden Sie sich gern jederzeit.',
    plain: 'Bei Fragen bin ich erreichbar.',
    formal: 'Für Rückfragen stehe ich Ihnen gern zur Verfügung.',
  },
  signOff: { warmer: 'Herzliche Grüße', plain: 'Viele Grüße', formal: 'Mit freundlichen Grüßen' },
  onlyThanks: /^(?:vielen |herzlichen )?dank(?:e)?\b[^.!?]{0,40}[.!]$/iu,
};

const ES: Phrases = {
  greeting: {},
  thanks: {
    warmer: 'Muchísimas gracias por su mensaje.',
    plain: 'Gracias por su mensaje.',
    formal: 'Le agradezco su mensaje.',
  },
  closing: {
    warmer: 'Quedo a su disposición para lo que necesite.',
    plain: 'Si tiene alguna duda, dígame.',
    formal: 'Quedo a su entera disposición para cualquier aclaración.',
  },
  signOff: { warmer: 'Un abrazo,', plain: 'Saludos,', formal: 'Reciba un cordial saludo,' },
  onlyThanks: /^(?:much(?:as|ísimas) )?(?:gracias|le agradezco)\b[^.!?]{0,40}[.!]$/iu,
};

const PHRASES: Readonly<Partial<Record<DraftLanguage, Phrases>>> = { en: EN, de: DE, es: ES };

/** Whether there are phrases for other tones and lengths in this language. */
export function hasTones(language: DraftLanguage): boolean {
  return PHRASES[language] !== undefined;
}

/** All phrases that a change of tone or length may bring in, so that the check knows them for ours. */
export function retonePhrases(language: DraftLanguage): string[] {
  const { thanks, closing, signOff } = PHRASES[language] ?? EN;
  return [thanks, closing, signOff].flatMap((by) => Object.values(by));
}

/**
 * The draft in another tone and length by rules: greeting, thanks, closing and sign-off, contractions in English, pleasantries left out or added. What the points
 * say is never changed. In a language without phrases here only the length `shorter` has an effect.
 */
export function retone(text: string, tone: Tone, length: DraftLength, language: DraftLanguage): string {
  const phrases = PHRASES[language];
  const parts = takeApart(text, phrases);
  const points = length === 'shorter' ? parts.points.map(withoutFiller) : parts.points;
  if (!phrases) return [parts.greeting, ...points, parts.ending].filter((part) => part !== '').join('\n\n');
  const [from, to] = phrases.greeting[tone] ?? [];
  const greeting = from && to !== undefined ? parts.greeting.replace(from, to) : parts.greeting;
  const body =
    language !== 'en'
      ? points
      : points.map(tone === 'formal' ? spellOut : tone === 'warmer' ? contract : String);
  const opening = length === 'shorter' && tone !== 'warmer' ? '' : phrases.thanks[tone];
  const closing = length === 'longer' ? phrases.closing[tone] : '';
  const [signOff = '', ...names] = parts.ending.split('\n');
  const ending = isSignOffLine(signOff) ? [phrases.signOff[tone], ...names].join('\n') : parts.ending;
  return [greeting, opening, ...body, closing, ending].filter((part) => part !== '').join('\n\n');
}

/** A point without its softeners. Quotations that only say what it is about stay, since without them a blank would name nothing. */
function withoutFiller(paragraph: string): string {
  return paragraph
    .replace(
      /(^|\n|[.!?] )(?:I am afraid|I’m afraid|I'm afraid|Unfortunately,) (\p{L})/gu,
      (_all, before: string, letter: string) => `${before}${letter.toUpperCase()}`,
    )
    .replace(/\b(?:just|actually|really|very|quite)\s+/giu, '');
}

interface Letter {
  readonly greeting: string;
  readonly points: readonly string[];
  readonly ending: string;
}

function takeApart(text: string, phrases: Phrases | undefined): Letter {
  const paragraphs = text.split(/\n{2,}/u).filter((part) => part.trim() !== '');
  const [first = '', ...others] = paragraphs;
  const greeting = isGreetingLine(first) ? first : '';
  const rest = greeting === '' ? paragraphs : others;
  const last = rest.at(-1) ?? '';
  const hasEnding =
    rest.length > 1 &&
    last.split('\n').length <= 4 &&
    !hasBlank(last.split('\n')[0] ?? '') &&
    !/[.?]$/u.test(last);
  const ours = new Set(phrases ? Object.values(phrases.closing) : []);
  const points = (hasEnding ? rest.slice(0, -1) : rest).filter(
    (part, index) => !(index === 0 && phrases?.onlyThanks.test(part)) && !ours.has(part),
  );
  return { greeting, points, ending: hasEnding ? last : '' };
}
