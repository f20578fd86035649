import type { DraftLanguage } from './language';

/** The parts of a mail as people write it: greeting, text, sign-off, name. */
export interface Letter {
  /** The greeting line without its final comma; null when there is none. */
  readonly greeting: string | null;
  readonly body: string;
  /** The sign-off line as written; null when there is none. */
  readonly signOff: string | null;
  /** The line under the sign-off, or a lone name at the end; null when there is none. */
  readonly signName: string | null;
}

const GREETING_WORDS: readonly (readonly [DraftLanguage, string])[] = [
  [
    'en',
    "hi|hiya|hello|hey|dear|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|greetings|g'day",
  ],
  ['de', 'hallo|guten (?:morgen|tag|abend)|liebe[rs]?|sehr geehrte[rs]?|moin|servus|grüezi|grüß gott'],
  ['es', 'hola|estimad[oa]s?|querid[oa]s?|buen[oa]s (?:días|tardes|noches)|buenas'],
  ['fr', 'bonjour|bonsoir|salut|chère?s?|madame|monsieur'],
  ['it', 'ciao|car[oai]|gentil[ei](?:ssim[oa])?|egregi[oa]|buon(?:giorno|asera|a sera)|salve'],
  ['nl', 'goedemorgen|goedemiddag|goedenavond|goedendag|beste|geachte|dag|hoi'],
  ['en', 'hej|hei|cześć|dzień dobry|olá'],
];

const SIGN_OFF_WORDS: readonly (readonly [DraftLanguage, string])[] = [
  [
    'en',
    '(?:(?:all the|very|with)\\s+)?(?:best|kind(?:est)?|warm(?:est)?|good|many)?\\s*(?:best|regards|rgds|wishes|thanks|thank you|cheers|thx|ta|luck)(?:\\s+(?:and\\s+)?(?:regards|wishes|again|in advance|a lot|so much|very much|to you both|to all))?|yours(?:\\s+(?:sincerely|faithfully|truly|ever|respectfully))?|sincerely(?:\\s+yours)?|respectfully(?:\\s+yours)?|warmly|take care|br|kr|talk soon|see you|with (?:friendly greetings|thanks|(?:kind|best|warm) (?:regards|wishes)|respect)',
  ],
  [
    'de',
    '(?:mit )?(?:freundlichen?|besten?|vielen?|liebe[nr]?|schönen?|herzlichen?)\\s*(?:grüßen?|grüssen?|gruß|gruss|dank)|mfg|lg|vg|gruß|grüße|danke',
  ],
  [
    'es',
    '(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?|atentamente|reciba un (?:cordial )?saludo|gracias|un abrazo',
  ],
  ['fr', '(?:bien )?cordialement|(?:meilleures|sincères) salutations|bien à vous|merci|amicalement'],
  [
    'it',
    '(?:cordiali|distinti|cari|tanti) saluti|(?:un )?(?:caro |cordiale )?saluto|saluti|cordialmente|grazie(?: mille)?|un abbraccio',
  ],
  ['nl', '(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groetjes?|groet(?:en)?|mvg|bedankt|dank'],
];

const NAME_WORD = String.raw`(?:\p{Lu}[\p{L}'’.-]*|van|von|de|den|der|la|le|da|di|du|ter|ten)`;
const LONE_NAME = new RegExp(String.raw`^(?:${NAME_WORD})(?:\s+${NAME_WORD}){0,3}$`, 'u');
const GREETING = new RegExp(
  String.raw`^(?:${GREETING_WORDS.map(([, list]) => list).join('|')})(?![\p{L}-])`,
  'iu',
);
const SIGN_OFF = new RegExp(
  String.raw`^(?:${SIGN_OFF_WORDS.map(([, list]) => list).join('|')})\s*[,.!]*$`,
  'iu',
);

const LONGEST_GREETING = 60;

/** Whether a line is nothing but a greeting: `Hi Dana,`, `Dear Ms Whitfield`, `Dana,`. */
export function isGreetingLine(line: string): boolean {
  const text = line.trim();
  if (text.length > LONGEST_GREETING || /[?:;]|\.\s/u.test(text.replace(/\b(?:Mr|Mrs|Ms|Dr|Prof)\./gu, '')))
    return false;
  const bare = text.replace(/\s*[,!.–-]+$/u, '');
  if (GREETING.test(bare)) {
    const rest = bare.replace(GREETING, '').replace(/^[\s,]+/u, '');
    return rest.split(/\s+/u).length <= 6 && !/\b(?:is|are|was|we|i|have|it)\b/iu.test(rest);
  }
  return /[,!:–-]$/u.test(text) && LONE_NAME.test(bare);
}

/** Whether a line is nothing but a sign-off: `Best regards,`. */
export function isSignOffLine(line: string): boolean {
  return SIGN_OFF.test(line.trim());
}

/** The language a greeting or sign-off is in; English when it has no word of its own (a lone name). */
export function languageOfPhrase(phrase: string): DraftLanguage {
  const text = phrase.trim();
  for (const [language, list] of [...GREETING_WORDS, ...SIGN_OFF_WORDS]) {
    if (new RegExp(String.raw`^(?:${list})(?![\p{L}-])`, 'iu').test(text)) return language;
  }
  return 'en';
}

/** Takes greeting, sign-off and name off a mail. The text must be free of quotes; a signature block after `-- ` is dropped. */
export function splitLetter(text: string): Letter {
  const lines = text.split(/\r?\n/u);
  const delimiter = lines.findIndex((line) => /^--\s*$/u.test(line));
  const kept = (delimiter === -1 ? lines : lines.slice(0, delimiter)).map((line) => line.trimEnd());
  while (kept.length > 0 && kept.at(-1)?.trim() === '') kept.pop();
  while (kept.length > 0 && kept[0]?.trim() === '') kept.shift();

  const first = kept[0]?.trim() ?? '';
  const greeting = isGreetingLine(first) ? first.replace(/\s*[,.–-]+$/u, '') : null;
  if (greeting !== null) kept.shift();

  const { signOff, signName } = takeEnding(kept);
  return { greeting, body: kept.join('\n').trim(), signOff, signName };
}

/** Removes the sign-off and the name from the end of `lines` and gives them back. */
function takeEnding(lines: string[]): Pick<Letter, 'signOff' | 'signName'> {
  const filled = lines.map((line, index) => ({ line: line.trim(), index })).filter(({ line }) => line !== '');
  // The sign-off is among the last lines; under it stand a name and perhaps a role or a place.
  const signOffAt = filled.findLastIndex(
    ({ line }, position) => position >= filled.length - 5 && isSignOffLine(line),
  );
  const found = filled[signOffAt];
  if (found) {
    const under = filled[signOffAt + 1]?.line ?? null;
    lines.splice(found.index);
    return { signOff: found.line, signName: under };
  }
  const last = filled.at(-1);
  const isName =
    last && filled.length > 1 && LONE_NAME.test(last.line) && last.line.split(/\s+/u).length <= 3;
  if (!isName || lines[last.index - 1]?.trim() !== '') return { signOff: null, signName: null };
  lines.splice(last.index);
  return { signOff: null, signName: last.line };
}
