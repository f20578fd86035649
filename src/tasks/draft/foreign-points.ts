import type { AskAnswer } from '../../contracts/briefing';
import { choiceBlank } from './choice';
import type { DraftLanguage } from './language';
import { asEnding, asSentence } from './notes';

type ForeignLanguage = Exclude<DraftLanguage, 'en'>;

/** The phrases of languages other than English, where an ask is quoted rather than rebuilt. */
interface Phrases {
  readonly question: (quote: string) => string;
  readonly request: (quote: string) => string;
  readonly blank: string;
  readonly yesOrNo: string;
  readonly yes: string;
  readonly no: string;
  readonly later: string;
  /** Connectives that open an ask and are no part of it. */
  readonly connective: RegExp;
  /** The blank by the word that opens a question; what opens otherwise is answered by yes or no. */
  readonly questionWords: readonly (readonly [RegExp, string])[];
}

const PHRASES: Readonly<Record<ForeignLanguage, Phrases>> = {
  de: {
    question: (quote) => `Zu Ihrer Frage „${quote}“`,
    request: (quote) => `Zu Ihrem Punkt „${quote}“`,
    blank: '[Antwort]',
    yesOrNo: '[ja / nein]',
    yes: 'ja, gern.',
    no: 'leider nein.',
    later: 'dazu melde ich mich bis [Datum].',
    connective: /^(?:(?:außerdem|und|auch|dann|zudem|ferner|ohne eile|noch etwas)[,:]?\s+)+/iu,
    questionWords: [
      [/^(?:(?:ab|bis|seit|von)\s+)?wann\b|^an\s+welchem\s+tag\b/iu, '[Datum]'],
      [/^um\s+wie\s*viel\s+uhr\b/iu, '[Uhrzeit]'],
      [/^wie\s*viele?\b/iu, '[Anzahl]'],
      [/^(?:wer|wen|wem)\b/iu, '[Name]'],
      [/^(?:\p{L}+\s+)?(?:w(?:as|o|ie|arum|eshalb|oher|ohin|elche[nrsm]?|ozu|omit)|wessen)\b/iu, '[Antwort]'],
    ],
  },
  es: {
    question: (quote) => `En cuanto a su pregunta «${quote}»`,
    request: (quote) => `En cuanto a «${quote}»`,
    blank: '[respuesta]',
    yesOrNo: '[sí / no]',
    yes: 'sí, de acuerdo.',
    no: 'lo siento, no es posible.',
    later: 'le contestaré antes del [fecha].',
    connective: /^(?:(?:además|también|y|por último)[,:]?\s+)+/iu,
    questionWords: [
      [/^¿?(?:desde\s+|hasta\s+|para\s+)?cuándo/iu, '[fecha]'],
      [/^¿?cuánt[oa]s/iu, '[cantidad]'],
      [/^¿?(?:a\s+|con\s+)?quién(?:es)?/iu, '[nombre]'],
      [/^¿?(?:\p{L}+\s+)?(?:qué|cómo|dónde|cuál(?:es)?|por\s+qué|cuánto)/iu, '[respuesta]'],
    ],
  },
  fr: {
    question: (quote) => `Concernant votre question « ${quote} »`,
    request: (quote) => `Concernant « ${quote} »`,
    blank: '[réponse]',
    yesOrNo: '[oui / non]',
    yes: 'oui, c’est d’accord.',
    no: 'ce n’est malheureusement pas possible.',
    later: 'je reviendrai vers vous avant le [date].',
    connective: /^(?:(?:de plus|en outre|aussi|et|enfin|par ailleurs)[,:]?\s+)+/iu,
    questionWords: [
      [/^(?:depuis\s+|jusqu['’]à\s+)?quand\b/iu, '[date]'],
      [/^à\s+quelle\s+heure\b/iu, '[heure]'],
      [/^combien\b/iu, '[nombre]'],
      [/^(?:avec\s+|à\s+)?qui\b/iu, '[nom]'],
      [
        /^(?:\p{L}+\s+)?(?:qu['’]|que\b|quoi\b|quel(?:le)?s?\b|comment\b|où(?!\p{L})|pourquoi\b|l(?:a|e|es)quel(?:le)?s?\b)/iu,
        '[réponse]',
      ],
    ],
  },
  it: {
    question: (quote) => `Sulla domanda «${quote}»`,
    request: (quote) => `Su «${quote}»`,
    blank: '[risposta]',
    yesOrNo: '[sì / no]',
    yes: 'sì, va bene.',
    no: 'purtroppo non è possibile.',
    later: 'rispondo entro il [data].',
    connective: /^(?:(?:inoltre|poi|e|anche|infine|intanto)[,:]?\s+)+/iu,
    questionWords: [
      [/^(?:da\s+|entro\s+)?quando(?!\p{L})/iu, '[data]'],
      [/^a\s+che\s+ora(?!\p{L})/iu, '[ora]'],
      [/^quant[ie](?!\p{L})/iu, '[numero]'],
      [/^(?:con\s+|a\s+|di\s+)?chi(?!\p{L})/iu, '[nome]'],
      [/^(?:\p{L}+\s+)?(?:che|cosa|come|dove|qual[ei]?|perché|quanto)(?!\p{L})/iu, '[risposta]'],
    ],
  },
  nl: {
    question: (quote) => `Over uw vraag “${quote}”`,
    request: (quote) => `Over “${quote}”`,
    blank: '[antwoord]',
    yesOrNo: '[ja / nee]',
    yes: 'ja, dat is goed.',
    no: 'dat gaat helaas niet.',
    later: 'daar kom ik uiterlijk [datum] op terug.',
    connective: /^(?:(?:verder|ook|en|daarnaast|tot slot)[,:]?\s+)+/iu,
    questionWords: [
      [/^(?:vanaf\s+|tot\s+)?wanneer\b|^op\s+welke\s+dag\b/iu, '[datum]'],
      [/^hoe\s+laat\b/iu, '[tijd]'],
      [/^hoeveel\b/iu, '[aantal]'],
      [/^(?:met\s+)?wie\b/iu, '[naam]'],
      [/^(?:\p{L}+\s+)?(?:wat|waar\p{L}*|hoe|welke?)\b/iu, '[antwoord]'],
    ],
  },
};

/** What follows gives a reason, which needs no answer. */
const REASON = /,\s+(?:weil|denn|da|porque|ya que|parce que|car|perché|omdat|want)(?!\p{L}).*$/isu;
const INDIRECT_YES_OR_NO =
  /(?:\bwissen,\s+ob|\bsagen,\s+ob|\bsaber\s+si|\bsavoir\s+si|sapere\s+se|\bweten\s+of)(?!\p{L})/iu;

/** The blank of a reply to a mail that asks nothing in particular. */
export function openBlankIn(language: ForeignLanguage): string {
  return PHRASES[language].blank;
}

/** The phrases that stand in drafts of a language whatever the mail says. */
export function foreignPhrases(language: ForeignLanguage): string[] {
  const { question, request, yes, no, later } = PHRASES[language];
  return [question(''), request(''), yes, no, later];
}

/** The ask as the sender put it, with the stance, the note or a blank after it. */
export function foreignPoint(
  askText: string,
  stance: AskAnswer['stance'],
  note: string,
  language: ForeignLanguage,
): string {
  const phrases = PHRASES[language];
  const quote = askText
    .replace(phrases.connective, '')
    .replace(REASON, '')
    .replace(/[.\s]+$/u, '');
  const isQuestion = /\?/u.test(quote);
  const about = isQuestion ? phrases.question(quote) : phrases.request(quote);
  if (stance === null || stance === 'own-words') {
    const options = foreignOptions(quote);
    if (options !== null && note === '') return `${about}: ${options}.`;
    const blank = isYesOrNo(quote)
      ? phrases.yesOrNo
      : isQuestion
        ? blankOfQuestion(quote, phrases)
        : phrases.blank;
    return `${about}: ${note === '' ? `${blank}.` : asEnding(note)}`;
  }
  const said = `${about}: ${phrases[stance]}`;
  return note === '' ? said : `${said} ${asSentence(note)}`;
}

/**
 * "giovedì alle 13:00 oppure venerdì alle 9:00", "zwei oder fünf Jahre": dates, times, figures and numbers in words to choose among, which are told apart in any
 * language. Null for other choices.
 */
export function foreignOptions(quote: string): string | null {
  const counts = EITHER_COUNT.exec(quote)?.groups;
  if (counts)
    return choiceBlank([`${counts['one']} ${counts['unit']}`, `${counts['other']} ${counts['unit']}`]);
  const { before, other } = EITHER_FIGURE.exec(quote)?.groups ?? {};
  if (before === undefined || other === undefined) return null;
  const words = before.split(' ');
  const right = other.split(' ');
  const [opening = ''] = right;
  const alike = words.findLastIndex((word) => word.toLowerCase() === opening.toLowerCase());
  const from = alike === -1 || words.length - alike > right.length + 1 ? words.length - right.length : alike;
  const one = words.slice(Math.max(0, from)).join(' ');
  const isAlike = /\d/u.test(one) && !/[,.:;](?:\s|$)/u.test(one);
  const blank = choiceBlank([one, other]);
  return isAlike && blank !== '[your choice]' ? blank : null;
}

const OR = /(?<!\p{L})(?:oder|o|oppure|ou|of)(?!\p{L})/iu;
/** Two to twelve, and the tens that terms and periods are of, in German, Spanish, French, Italian and Dutch. */
const COUNT = [
  'zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|sechzig|neunzig',
  'dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|veinte|treinta|sesenta|noventa',
  'deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|vingt|trente|soixante|quatre-vingt-dix',
  'due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|venti|trenta|sessanta|novanta',
  'twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|zestig|negentig',
].join('|');
const EITHER_COUNT = new RegExp(
  String.raw`(?<![\p{L}-])(?<one>${COUNT})\s+(?:oder|o|oppure|ou|of)\s+(?<other>${COUNT})\s+(?<unit>\p{L}{3,})`,
  'iu',
);
const EITHER_FIGURE =
  /(?:^|[,:;.]\s+)(?<before>[^,;]*?\d[^,;]*?)\s+(?:oder|o|oppure|ou|of)\s+(?<other>(?:[^\s,.;:?!]+\s+){0,5}?\S*\d[^\s,;?!]*?(?:\s+\p{L}+)?(?:\s+\d{4})?)(?=[,.;?!](?:\s|$)|\s*$)/u;

/** "Können Sie mir sagen, ob sie da ist?", but not "…, ob sie rot oder blau ist?". The Dutch "weten of" is no choice. */
function isYesOrNo(quote: string): boolean {
  return INDIRECT_YES_OR_NO.test(quote) && !OR.test(quote.replace(INDIRECT_YES_OR_NO, ''));
}

function blankOfQuestion(quote: string, { questionWords, yesOrNo }: Phrases): string {
  if (OR.test(quote)) return questionWords.at(-1)?.[1] ?? yesOrNo;
  const opening = quote.replace(/^.*[,;:.]\s+(?=\S+.*\?$)/u, '');
  return questionWords.find(([pattern]) => pattern.test(opening) || pattern.test(quote))?.[1] ?? yesOrNo;
}
