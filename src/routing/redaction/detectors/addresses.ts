import { spansOf, type FoundSpan } from '../found-span';

const NAME = String.raw`\p{Lu}[\p{L}'’.-]{1,30}`;
const SMALL = String.raw`(?:de|das|dos|del|della|delle|dei|den|der|des|du|di|da|do|dos|la|le|les|las|los|l['’]|d['’]|van|von|het|ter|ten|e|y|i|och|of|the|an|am|im|auf|zum|zur|in)`;
const NAMES = String.raw`${NAME}(?:[ ](?:${SMALL}[ ]){0,2}(?:${SMALL.replace('(?:', "(?:(?=[dl]['’])")})?${NAME}){0,4}`;
const HOUSE = String.raw`\d{1,4}(?:[ ]?[a-zA-Z](?![\p{L}\p{N}]))?(?:[-/][\dA-Za-z]{1,4})?`;
const BREAK = String.raw`(?:[ ]?,[ ]*\n?[ ]*|[ ]*\n[ ]*|[ ][·|–-][ ])`;
const COUNTRY_CODE = String.raw`(?:[A-Z]{1,2}-)?`;
/** Postcodes before the town, as most of Europe writes them. */
const POSTCODE = String.raw`${COUNTRY_CODE}(?:\d{5}|\d{4}[ ]?[A-Z]{2}(?![\p{L}])|\d{4}-\d{3}|\d{2}-\d{3}|\d{3}[ ]\d{2}|\d{4})`;
/** Of a town only the first word may be shortened: "St. Gallen". */
const TOWN = String.raw`(?:S(?:t|ta|te)\.[ ])?\p{Lu}[\p{L}'’-]{1,30}(?:[ ](?:(?:${SMALL})[ ])?(?!(?:Tel|Fax|Phone|Mobile|Mobil|Mail|E-?[Mm]ail|Web|Ph|Telefon|Telefoon)(?!\p{L}))\p{Lu}[\p{L}'’-]{1,30}){0,2}`;
const UK_POSTCODE = String.raw`[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}`;
const US_STATE_ZIP = String.raw`[A-Z]{2}[ ]\d{5}(?:-\d{4})?`;
const FLOOR = String.raw`(?:${BREAK}(?:\d{1,2}[ºª°]?[ ]?[A-Z]?|(?:Apt|Apartment|Flat|Unit|Suite|Floor|Whg|App|bus|piso|Raum|Zimmer|lok|m)\.?[ ]?[\dA-Z]{1,5}))?`;

const STREET_ENDING =
  'stra(?:ß|ss)e|str\\.|weg|allee|platz|gasse|ring|damm|ufer|steig|chaussee|kai|kade|laan|plein|gracht|straat|dijk|singel|hof|park|markt|wal|steeg|gade|gata|gatan|vägen|veien|vegen|vej|torget|allé|katu|tie|polku|kuja|kaari|ranta|utca|út|tér';
const STREET_WORD =
  'Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Square|Sq|Court|Ct|Way|Place|Pl|Quay|Row|Terrace|Crescent|Boulevard|Blvd|Close|Gardens|Grove|Hill|Mews|Parade|Park|Walk|Wharf|Yard|Highway|Hwy|Parkway|Pkwy|Circle|Trail|Mill|Green|Rise|Embankment';
const STREET_OPENING =
  '(?:[Rr]ue|[Aa]venue|[Aa]v\\.|[Bb]oulevard|[Bb]d|[Pp]lace|[Cc]hemin|[Qq]uai|[Aa]llée|[Ii]mpasse|[Rr]oute|[Cc]ours|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Ll]argo|[Cc]alle|C/|[Aa]venida|[Aa]vda\\.?|[Pp]laza|[Pp]aseo|[Cc]amí|[Cc]arrer|[Cc]amino|[Rr]ua|[Tt]ravessa|[Pp]raça|[Uu]l\\.|[Uu]lica|[Aa]l\\.|[Oo]s\\.|[Pp]l\\.|[Ss]tr\\.|[Ss]trada)';

/** Street and number, then postcode and town, in the order of each tradition; what identifies a home even without the town stands last. */
const PATTERNS: readonly RegExp[] = [
  // Kompaskade 44, 3099 ZK Rotterdam · Am Lotsenspeicher 12, 20999 Hamburg
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:${STREET_OPENING}[ ](?:${SMALL}[ ]){0,2})?${NAMES},?[ ]${HOUSE}${FLOOR}${BREAK}${POSTCODE}[ ]${TOWN}`,
    'gu',
  ),
  // 12 rue de la Paix, 75002 Paris
  new RegExp(
    String.raw`(?<![\p{L}\p{N}.,])\d{1,4}(?:[ ]?(?:bis|ter))?,?[ ]${STREET_OPENING}[ ](?:${SMALL}[ '’]?){0,3}${NAMES}(?:${BREAK}${POSTCODE}[ ]${TOWN})?`,
    'gu',
  ),
  // Calle Mayor 4 · ul. Długa 7/3, each with or without the town
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])${STREET_OPENING}[ ](?:${SMALL}[ '’]?){0,3}${NAMES},?[ ](?:n[º°.]?[ ]?)?${HOUSE}${FLOOR}(?:${BREAK}${POSTCODE}[ ]${TOWN})?`,
    'gu',
  ),
  // Kompaskade 44
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:${NAME}[ ]){0,2}\p{Lu}[\p{L}'’.-]{0,30}(?:(?<=\p{L})(?:${STREET_ENDING})|[ -](?:${titled(STREET_ENDING)}))[ ]${HOUSE}(?![\p{L}\p{N}:%])`,
    'gu',
  ),
  // 221B Baker Street, London NW1 6XE · 8 Glass Road, Springfield, IL 62704
  new RegExp(
    String.raw`(?<![\p{L}\p{N}.,:])(?:(?:Flat|Apt\.?|Apartment|Unit|Suite)[ ][\dA-Z]{1,4},?[ ])?\d{1,5}[A-Za-z]?,?[ ](?:[NSEW]\.?[ ])?(?:${NAME}[ ]){1,3}(?:${STREET_WORD})(?!\p{L})\.?${FLOOR}(?:${BREAK}${TOWN}){0,2}(?:${BREAK}|[ ])(?:${UK_POSTCODE}|${US_STATE_ZIP})(?![\p{L}\p{N}])`,
    'gu',
  ),
  new RegExp(
    String.raw`(?<![\p{L}\p{N}.,:])\d{1,5}[A-Za-z]?,?[ ](?:[NSEW]\.?[ ])?(?:${NAME}[ ]){1,3}(?:${STREET_WORD})(?!\p{L})(?:,[ ]${TOWN}(?![ ]?\p{L}))?`,
    'gu',
  ),
  // A house by its name or number alone, with a British postcode.
  new RegExp(
    String.raw`(?<![\p{L}\p{N}.,:])(?:\d{1,5}[A-Za-z]?[ ])?${NAMES}(?:,[ ]${NAMES}){0,3}(?:,[ ]|[ ])${UK_POSTCODE}(?![\p{L}\p{N}])`,
    'gu',
  ),
  /\bP\.?\s?O\.? Box \d{1,6}(?:, \p{Lu}\p{L}+(?: [A-Z\d]{2,4} ?\d[A-Z]{2})?)?/gu,
];

/** After words that announce a place to live or to deliver to, a number and a name are enough. */
const ANNOUNCED = new RegExp(
  String.raw`\b(?:address(?:es)?(?:[ ](?:is|was|to|now))?|lives?[ ](?:at|in)|living[ ]at|moved?[ ](?:in)?to|moving[ ](?:in)?to|deliver(?:y|ed)?[ ](?:it[ ])?(?:to|at)|ship(?:ped)?[ ](?:it[ ])?to|pick[ -]?up[ ](?:at|from)|collect(?:ed)?[ ](?:it[ ])?(?:at|from)|visit|home|house[ ]at|at)[ :]{1,2}(?<value>\d{1,4}[A-Za-z]?,?[ ]\p{Lu}[\p{L}'’-]{2,30}(?:[ ]${NAME}){0,2},[ ]${TOWN})`,
  'dgu',
);

/** Postal addresses: a street with a number, with postcode and town where they follow. */
export function findAddresses(text: string): FoundSpan[] {
  const found = [...PATTERNS, ANNOUNCED].flatMap((pattern) => spansOf('address', text, pattern));
  return found.flatMap((span) => withoutLeadIn(text, span) ?? []);
}

/** Capitalised words that open a sentence or a line before the street are not part of it: "Office: …", "Please visit …". */
const LEAD_IN =
  /^(?:(?:Address|Office|Home|Visit|Our|My|The|At|In|From|To|Adresse|Adres|Anschrift|Dirección|Indirizzo|We|Please|And|Or|For|Deliver|Ship|Send|Room|Floor|Level|Gate|Dock|Order|Invoice|Since|On|By|Dear|Hi)[ ]+)+/u;
const NOT_A_STREET =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Juni|Juli|Oktober|Dezember|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Article|Section|Chapter|Page|Version|Line|Row|Week|Gate|Dock|Room|Table|Figure|Q[1-4])[ ]\d/u;

function withoutLeadIn(text: string, span: FoundSpan): FoundSpan | null {
  const written = text.slice(span.start, span.end);
  const start = span.start + (LEAD_IN.exec(written)?.[0].length ?? 0);
  const kept = text.slice(start, span.end).replace(/[ ,.\n]+$/u, '');
  if (kept === '' || NOT_A_STREET.test(kept)) return null;
  return { ...span, start, end: start + kept.length };
}

/** The endings as words of their own: "Lange Straße". */
function titled(endings: string): string {
  return endings
    .split('|')
    .map((ending) => ending.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()))
    .join('|');
}
