import type { Owner, VoiceProfile } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import type { DraftLanguage } from './language';
import { languageOfPhrase, splitLetter } from './letter';
import { firstNameOf, isPersonName } from './names';
import { replyRecipient } from './recipients';
import { relationTo } from './voice';

/** What stands around the points of a reply. */
export interface LetterFrame {
  readonly greeting: string;
  /** Empty when the sign-off says thanks already. */
  readonly thanks: string;
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
  const pattern = fits && own ? own.greeting : usual.greeting;
  const signOff = fits && own ? own.signOff : (signOffOf(message, language) ?? usual.signOff);
  const signName = (fits ? voice.signName : owner.name) || owner.name || '[name]';
  const thanks = language === 'en' && INFORMAL.test(pattern) ? 'Thanks for your mail.' : usual.thanks;
  return {
    greeting: greet(pattern, correspondent(message), usual.anonymous, language),
    thanks: /\bthank|^thx/iu.test(signOff) ? '' : thanks,
    signOff,
    signName,
  };
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

/** Who wrote the mail: the header's name, or the one it was signed with when the header names an organisation. */
function correspondent(message: Message): Correspondent {
  const header = replyRecipient(message)?.name || message.from?.name || '';
  if (header !== '' && isPersonName(header))
    return { first: firstNameOf(header), name: header.replace(/["“”]/gu, '') };
  const signed = splitLetter(writtenText(message)).signName ?? '';
  const titled = /^((?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau)\.?)\s+(?:\p{Lu}\.\s*)*(\p{L}.*)$/u.exec(signed);
  if (titled) return { first: '', name: `${titled[1] ?? ''} ${titled[2] ?? ''}` };
  return isPersonName(signed) ? { first: firstNameOf(signed), name: signed } : { first: '', name: '' };
}

/** What the sender wrote, the signature with the sign-off included. */
function writtenText(message: Message): string {
  return message.segments
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
