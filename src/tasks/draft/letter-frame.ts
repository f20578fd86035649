import type { Owner, VoiceProfile } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { readableSegments } from '../text/readable-segments';
import type { DraftLanguage } from './language';
import { languageOfPhrase, splitLetter } from './letter';
import { firstNameOf, isPersonName } from './names';
import { replyRecipient } from './recipients';
import { relationTo } from './voice';
import { isFamiliar } from './voice-style';

/** What stands around the points of a reply. */
export interface LetterFrame {
  readonly greeting: string;
  /** Empty when the sign-off says thanks already. */
  readonly thanks: string;
  /** A last sentence that the owner uses; empty for most. */
  readonly closing: string;
  readonly signOff: string;
  readonly signName: string;
}

interface Usual {
  readonly greeting: string;
  readonly anonymous: string;
  readonly thanks: string;
  readonly signOff: string;
}

const USUAL: Readonly<Record<DraftLanguage, Usual>> = {
  en: {
    greeting: 'Hello {first}',
    anonymous: 'Hello',
    thanks: 'Thank you for your mail.',
    signOff: 'Kind regards,',
  },
  de: {
    greeting: 'Hallo {name}',
    anonymous: 'Hallo',
    thanks: '',
    signOff: 'Mit freundlichen Grüßen',
  },
  es: {
    greeting: 'Hola {first}',
    anonymous: 'Buenos días',
    thanks: 'Muchas gracias por su mensaje.',
    signOff: 'Un cordial saludo,',
  },
  fr: {
    greeting: 'Bonjour {first}',
    anonymous: 'Bonjour',
    thanks: 'Merci pour votre message.',
    signOff: 'Cordialement,',
  },
  it: {
    greeting: 'Buongiorno {first}',
    anonymous: 'Buongiorno',
    thanks: 'Grazie per il messaggio.',
    signOff: 'Cordiali saluti,',
  },
  nl: {
    greeting: 'Beste {first}',
    anonymous: 'Goedendag',
    thanks: 'Bedankt voor uw bericht.',
    signOff: 'Met vriendelijke groet,',
  },
};

const INFORMAL = /^(?:hi|hiya|hey|morning|\{first\})/iu;

/** Greeting, thanks and ending in the owner's voice where it is in the language of the mail, else in the usual form of that language. */
export function letterFrame(
  message: Message,
  owner: Owner,
  voice: VoiceProfile | null,
  language: DraftLanguage,
): LetterFrame {
  const usual = USUAL[language];
  const fits = voice !== null && languageOfPhrase(voice.greeting || voice.signOff) === language;
  const relation = relationTo(replyRecipient(message)?.address ?? '', owner);
  const own = (relation === null ? undefined : voice?.towards?.[relation]) ?? voice;
  const pattern = fits && own ? own.greeting : greetingAs(usual, message, language);
  const signOff = fits && own ? own.signOff : (signOffOf(message, language) ?? usual.signOff);
  const signName = (fits ? voice.signName : owner.name) || owner.name || '[name]';
  const thanks = language === 'en' && INFORMAL.test(pattern) ? 'Thanks for your mail.' : usual.thanks;
  return {
    greeting: greet(pattern, correspondent(message), usual.anonymous, language),
    thanks: fits ? openingInVoice(voice, thanks, signOff) : openingOf(thanks, signOff),
    closing: (fits && voice.style?.closing) || '',
    signOff,
    signName,
  };
}

/** A German mail that says "Sie" is not answered with "Hallo". */
function greetingAs(usual: Usual, message: Message, language: DraftLanguage): string {
  return language === 'de' && isFamiliar(writtenText(message), language) === false
    ? 'Guten Tag {name}'
    : usual.greeting;
}

/** The owner's own opening; else thanks, unless the owner writes so briefly that nothing stands before the matter, with the owner's exclamation mark. */
function openingInVoice({ style, medianWords }: VoiceProfile, thanks: string, signOff: string): string {
  if (style && style.opening !== '') return style.opening;
  if (medianWords < BRIEF_WORDS) return '';
  const opening = openingOf(thanks, signOff);
  return style?.exclamations ? opening.replace(/\.$/u, '!') : opening;
}

/** Letters of fewer words than this, by their median, come to the matter at once. */
const BRIEF_WORDS = 25;

/** Thanks, where the sign-off does not say them already. */
function openingOf(thanks: string, signOff: string): string {
  return /\bthank|^thx/iu.test(signOff) ? '' : thanks;
}

/** A reply in a language whose habits the owner's Sent mail does not show mirrors how the sender signs off. */
function signOffOf(message: Message, language: DraftLanguage): string | null {
  const { signOff } = splitLetter(writtenText(message));
  return language !== 'en' && signOff !== null && languageOfPhrase(signOff) === language ? signOff : null;
}

interface Correspondent {
  readonly first: string;
  /** As it stands after "Dear": the full name, or title and surname where the mail was signed so. */
  readonly name: string;
}

const SIGNED_IN_FULL = /^\p{Lu}[\p{L}'’.-]+(?:\s+\p{Lu}[\p{L}'’.-]*){1,3}$/u;

/** Who wrote the mail: the header's name, or the one it was signed with when the header names an organisation. */
function correspondent(message: Message): Correspondent {
  const header = replyRecipient(message)?.name || message.from?.name || '';
  const under = splitLetter(writtenText(message)).signName ?? '';
  const signed = under.replace(/^(?:i\.\s?[AV]\.|p\.\s?p\.)\s*/iu, '');
  // A header of one word is often an organisation, whose person signs the mail.
  const isOther =
    !header.trim().includes(' ') &&
    SIGNED_IN_FULL.test(signed) &&
    isPersonName(signed) &&
    !signed.toLowerCase().includes(header.trim().toLowerCase());
  if (!isOther && header !== '' && isPersonName(header))
    return { first: firstNameOf(header), name: header.replace(/["“”]/gu, '') };
  const titled = /^((?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau)\.?)\s+(?:\p{Lu}\.\s*)*(\p{L}.*)$/u.exec(signed);
  if (titled) return { first: '', name: `${titled[1] ?? ''} ${titled[2] ?? ''}` };
  return isPersonName(signed) ? { first: firstNameOf(signed), name: signed } : { first: '', name: '' };
}

/** What the sender wrote, the signature with the sign-off included. */
function writtenText(message: Message): string {
  return readableSegments(message)
    .filter((segment) => segment.kind === 'body' || segment.kind === 'signature')
    .map((segment) => message.text.slice(segment.start, segment.end))
    .join('\n');
}

function greet(pattern: string, to: Correspondent, anonymous: string, language: DraftLanguage): string {
  if (pattern === '') return '';
  if (pattern.includes('{first}') && to.first === '' && to.name !== '')
    return `${language === 'en' ? 'Dear' : anonymous} ${to.name},`;
  const filled = pattern
    .replace('{first}', to.first)
    .replace('{name}', to.name || to.first)
    .trim();
  const known = to.first !== '' || to.name !== '';
  const line = known || !/\{(?:first|name)\}/u.test(pattern) ? filled : anonymous;
  return /[!,:]$/u.test(line) ? line : `${line},`;
}
