import { spansAfter, spansOf, type FoundSpan } from '../found-span';
import { isNameWord } from './names-in-run';
import { ORGANISATION_WORDS } from './stop-words';

const PARTICLES = String.raw`(?:(?:de|del|della|den|der|di|da|do|dos|du|la|le|van|von|zu|ter|ten|al|el|bin)[ ]){0,3}`;
const WORD = String.raw`(?:\p{Lu}[\p{L}\p{M}]{0,40}(?:['’](?!s(?!\p{L}))\p{L}{1,40})?(?:-\p{Lu}[\p{L}\p{M}]{0,40}){0,3}|(?:\p{Lu}\.){1,3})`;
const NAME = String.raw`${WORD}(?:[ ]${PARTICLES}${WORD}){0,3}`;

const GREETING =
  'dear|hi|hello|hey|hiya|morning|good morning|good afternoon|good evening|thanks|thank you|many thanks|cheers|sorry|congratulations|hallo|liebe[rs]?|guten (?:tag|morgen|abend)|moin|servus|grüezi|sehr geehrte[r]?|danke|beste|geachte|dag|goedemorgen|goedemiddag|hoi|bonjour|bonsoir|salut|chère?|merci|hola|buenos días|buenas tardes|estimad[oa]|querid[oa]|gracias|ciao|buongiorno|gentile|car[oa]|olá|bom dia|boa tarde|prezad[oa]|obrigad[oa]|hej|hei|kära|bästa|kære|takk|tack|kiitos|cześć|dzień dobry|szanown[yai]|ahoj|dobrý den|szia|salutare|bună|merhaba|sayın';
const TITLE =
  'mr|mrs|ms|mx|miss|sir|dr|prof|professor|rev|herrn?|frau|dhr|mevr|mw|meneer|mevrouw|de heer|monsieur|madame|mme|mlle|m|señor|señora|sr|sra|srta|don|doña|signor|signora|sig|sig\\.ra|dott|dott\\.ssa|ing|pan|pani|pán|paní|senhor|senhora';
const TITLES = String.raw`(?:(?:${TITLE})\.?[ ]){0,3}`;

/** On a line of its own or at its start: "Dear Ms Okafor," "Hi Dana and Lotte". */
const GREETED = new RegExp(
  String.raw`(?:(?<=^[ \t>]{0,8})|(?<=\n[ \t>]{0,8}))(?:${GREETING})(?:[ ](?:again|all|both))?,?[ ]${TITLES}`,
  'giu',
);
const NAME_OF_GREETED = new RegExp(
  String.raw`(?<value>${NAME})(?=[ \t]*(?:[,;:!.–—-]|\n|$|(?:and|und|en|et|y|e|og|och|&|\/|for|für|voor|pour|por)[ ]))`,
  'duy',
);
const ALSO_GREETED = new RegExp(
  String.raw`(?:,|[ ](?:and|und|en|et|y|e|og|och|&)|[ ]?\/)[ ]?(?:(?:Mr|Mrs|Ms|Dr|Herr|Frau)\.?[ ])?(?<value>${NAME})(?=[ \t]*(?:[,;:!–—-]|\n|[ ](?:and|und|en|et|y|e|&)[ ]))`,
  'duy',
);
/** The whole first line is a name: "Dana," */
const ADDRESSED = new RegExp(String.raw`^[ \t]*(?<value>${WORD})[ ]?[,–—-]+[ \t]*(?=\n)`, 'dgu');
/** The title itself is no name. Small "m." and "don" are other words, so the title's case counts. */
const TITLED = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:Mr|Mrs|Ms|Mx|Miss|Sir|Dr|Prof|Professor|Rev|Herrn?|Frau|[Dd]hr|[Mm]evr|[Mm]w|[Mm]eneer|[Mm]evrouw|[Dd]e heer|Monsieur|Madame|Mme|Mlle|M\.|[Ss]eñora?|Sra?|Srta|[Dd]oña|Signora?|Sig|Dott|Pan|Pani|Senhora?)\.?[ ](?:(?:Dr|Prof|Mag|Dipl|Ing)\.?[ -](?:(?:med|jur|phil|Ing)\.[ ])?){0,2}(?<value>${PARTICLES}${NAME})`,
  'dgu',
);
const VALEDICTION =
  '(?:(?:with )?(?:kind(?:est)?|best|warm(?:est)?|many|with)?[ ]?(?:regards|wishes)|best|cheers|thanks(?: again| a lot| so much| in advance)?|thank you(?: very much| again)?|many thanks|yours(?: sincerely| faithfully| truly)?|sincerely(?: yours)?|respectfully|all the best|take care|talk soon|see you(?: soon| then)?|love|xx?|mit (?:freundlichen|besten|herzlichen) grüßen|(?:viele|beste|liebe|herzliche|freundliche|schöne) grüße|mfg|lg|vg|gruß|(?:met )?(?:vriendelijke|hartelijke|beste) groet(?:en)?|groet(?:en|jes)?|mvg|cordialement|bien cordialement|bien à (?:vous|toi)|amicalement|(?:meilleures|sincères) salutations|à bientôt|un (?:cordial )?saludo|saludos(?: cordiales)?|atentamente|un abrazo|abrazos|cordiali saluti|distinti saluti|a presto|atenciosamente|cumprimentos|(?:com os melhores )?cumprimentos|abraço|(?:med )?(?:vänliga|venlig|vennlig|bästa|beste|hilsen|hälsningar)(?: hälsningar?| hilsen(?:er)?)?|mvh|hilsen|ystävällisin terveisin|terveisin|pozdrawiam|z poważaniem|s pozdravem|üdvözlettel|cu stimă|saygılarımla)';
const SIGNED = new RegExp(
  String.raw`(?:(?<=^[ \t>]{0,8})|(?<=\n[ \t>]{0,8})|(?<=[.!?,][ ]))${VALEDICTION}[ \t]*[,.!–—-]*[ \t]*\n?(?:[ \t>]*\n){0,2}[ \t>]*(?:[–—-]{1,2}[ ]?|\/)?(?:(?:dr|prof|mr|mrs|ms)\.?[ ])?`,
  'giu',
);
const NAME_BEFORE_END = new RegExp(String.raw`(?<value>${NAME})(?=[ \t]*(?:\n|$|[,(|–—-]))`, 'duy');
/** The last line of a note: "— Kwame", "/Sven". */
const DASHED = new RegExp(
  String.raw`(?:^|\n)[ \t>]*(?:[–—]|--?|\/)[ ]?(?<value>${NAME})[ \t]*(?=\n|$)`,
  'dgu',
);
/** Before an address of mail: "Owen Achterberg <owen@…>". */
const MAILBOX = new RegExp(
  String.raw`(?<![\p{L}\p{M}\p{N}'’.-])["“]?(?<value>${NAME})["”]?[ ](?:<|\(|\[mailto:)[\p{L}\p{N}._%+-]{1,64}@`,
  'dgu',
);
const LABEL = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:full |first |last |given |family |sur|your |contact |patient |guest |passenger |account ?holder|card ?holder|customer |employee )?name|passenger|patient|guest|tenant|driver|applicant|candidate|employee|agent|handled by|owner|reporter|assignee|requested by|account ?holder|card ?holder|contact(?: person)?|attn|attention|c\/o|fao|signed(?: by)?|prepared by|written by|author|next of kin|emergency contact|beneficiary|payee|witness|ansprechpartner(?:in)?|kontoinhaber(?:in)?|inhaber(?:in)?|vorname|nachname|patient(?:in)?|contactpersoon|naam|nom|prénom|titulaire|nombre(?: completo)?|titular|apellidos?|nome|cognome|intestatario)\.?[ \t]*:[ \t]*(?:(?:mr|mrs|ms|dr|herr|frau)\.?[ ])?`,
  'giu',
);
const INTRODUCED = new RegExp(
  String.raw`(?:[Mm]y name is|[Mm]y name[’']s|[Tt]his is|[Ii] am|[Ii][’']m|[Ii]t[’']s|[Mm]ein Name ist|[Ii]ch heiße|[Ii]k ben|[Mm]ijn naam is|[Jj]e m[’']appelle|[Mm]e llamo|[Mm]i nombre es|[Mm]i chiamo|[Oo] meu nome é)[ ](?<value>${NAME})`,
  'dgu',
);
const NAME_HERE = new RegExp(String.raw`(?<value>${NAME})`, 'duy');

/** Names by where they stand: greeted, signed, titled, labelled, before an address. */
export function findNamesInContext(text: string): FoundSpan[] {
  const greeted = spansAfter('person', text, GREETED, NAME_OF_GREETED);
  const patterns = [ADDRESSED, TITLED, DASHED, MAILBOX, INTRODUCED];
  const found = [
    ...greeted,
    ...greeted.flatMap((first) => alsoGreeted(text, first.end)),
    ...spansAfter('person', text, SIGNED, NAME_BEFORE_END),
    ...spansAfter('person', text, LABEL, NAME_HERE),
    ...patterns.flatMap((pattern) => spansOf('person', text, pattern)),
  ];
  return found.flatMap((span) => nameWordsOf(text, span) ?? []);
}

/** The second and third person of a greeting: "Dear Dana, Lotte and Kwame". */
function alsoGreeted(text: string, end: number): FoundSpan[] {
  const found: FoundSpan[] = [];
  ALSO_GREETED.lastIndex = end;
  for (let match = ALSO_GREETED.exec(text); match && found.length < 8; match = ALSO_GREETED.exec(text)) {
    const range = match.indices?.groups?.['value'];
    if (!range) break;
    found.push({ type: 'person', start: range[0], end: range[1] });
    ALSO_GREETED.lastIndex = range[1];
  }
  return found;
}

/** The name up to the first word that belongs to no name; null when it is none: "Dear Customer", "Kind regards, The Team". */
function nameWordsOf(text: string, span: FoundSpan): FoundSpan | null {
  let end = span.start;
  for (const { 0: word, index } of text.slice(span.start, span.end).matchAll(/[^ ]+/gu)) {
    const isParticle = /^\p{Ll}/u.test(word);
    if (isParticle) continue;
    if (!/\.$/.test(word) && !isNameWord(word)) break;
    end = span.start + index + word.length;
  }
  const following =
    /^[ ]?(?:&|\p{Lu}[\p{L}.]*)/u
      .exec(text.slice(end, end + 20))?.[0]
      .trim()
      .toLowerCase() ?? '';
  if (following === '&' || ORGANISATION_WORDS.has(following.replace(/\.$/, ''))) return null;
  return end > span.start ? { ...span, end } : null;
}
