import { bodyRegions, mark, type TextLine } from './text-lines';

const DELIMITER = /^(?:--|—|––)\s*$/;
const SENT_FROM =
  /^(?:sent (?:from|with|using|via) |get outlook for|gesendet (?:von|mit)|von meinem .{2,20} gesendet|enviado desde|envoyé (?:de|depuis)|verzonden vanaf)/i;
const SIGN_OFF = new RegExp(
  `^(?:${[
    String.raw`(?:(?:with|and)\s+)?(?:(?:my|many|all|the|our)\s+)?(?:very\s+)?(?:kind|kindest|best|warm|warmest|friendly|sincere|respectful|season's)?\s*(?:regards|wishes|greetings)`,
    String.raw`(?:all the |very )?best`,
    String.raw`(?:many |with |thanks and |thank you and )*(?:thanks|thank you|thx|ta|cheers|ciao)(?: again| so much| very much| in advance| a lot| both| all)?`,
    String.raw`(?:yours|sincerely|respectfully|faithfully|cordially|truly|warmly|take care|talk soon|see you|love|hugs)(?: (?:yours|sincerely|truly|faithfully|ever|soon))?`,
    String.raw`god bless(?: .{0,20})?`,
    String.raw`(?:mit |mfg|lg|vg|bg)?(?:(?:freundlichen?|besten?|herzlichen?|lieben?|vielen?|schönen?|sonnigen?)\s+)?(?:gr(?:ü|ue)(?:ß|ss)en?|gru(?:ß|ss)|dank)`,
    String.raw`mfg|lg|vg|hochachtungsvoll|liebe gr(?:ü|ue)(?:ß|ss)e|viele gr(?:ü|ue)(?:ß|ss)e`,
    String.raw`(?:(?:un|reciba un)\s+)?(?:(?:cordial|atento|afectuoso)\s+)?(?:saludos?|abrazo)(?:\s+(?:cordiales|cordial))?|atentamente|(?:muchas )?gracias`,
    String.raw`(?:bien )?(?:cordialement|sincèrement|amicalement)|bien à (?:vous|toi)|(?:salutations|meilleures salutations|merci)(?: .{0,30})?`,
    String.raw`(?:met |hartelijke? |vriendelijke? |beste )*(?:groet(?:en|jes)?|dank)|mvg`,
    String.raw`(?:pozdrawiam|(?:vennlig |venlig )?hilsen|mvh|h[äa]lsningar|med venlig hilsen|vennlig hilsen|med vänlig hälsning|terveisin|cordiali saluti)`,
  ].join(
    '|',
  )})(?:\\s+(?:from|aus|vom|desde|de|uit|to|/|und|and|y|et|en)\\b.{0,30}|\\s*/\\s*.{1,30})?\\s*[,.!]*$`,
  'i',
);
const POSTSCRIPT = /^P\.?\s?S\.?\b[\s:.]/i;
const CONTACT =
  /\+?\d[\d\s()./-]{6,}\d|\b[\w.+-]+@[\w-]+\.\w|https?:\/\/|\bwww\.|\s[|·•]\s|\b(?:tel|phone|mobile|mob|cell|fax|office)\b/i;
const MAX_LINES = 12;
const MAX_LINE_LENGTH = 120;

/** Marks the closing of each stretch of body: sign-off, name, title and contact lines. */
export function markSignatures(lines: readonly TextLine[], senderName: string): void {
  for (const { from, to } of bodyRegions(lines)) {
    const start = findStart(lines, from, to, senderName);
    if (start === null || start <= from) continue;
    mark(lines, start, signatureEnd(lines, start, to), 'signature');
  }
}

function findStart(lines: readonly TextLine[], from: number, to: number, senderName: string): number | null {
  let found: number | null = null;
  const below: TextLine[] = [];
  for (let at = to - 1; at >= from; at -= 1) {
    const line = lines[at];
    if (!line || line.blank) continue;
    const text = line.text.trim();
    if (DELIMITER.test(text) || SENT_FROM.test(text) || isSignOff(text)) found = at;
    else if (
      isNameOf(text, senderName) &&
      (found === null || below.some((other) => CONTACT.test(other.text)))
    )
      found = at;
    else if (!isClosingLine(text, lines[at - 1])) break;
    below.push(line);
    if (below.length > MAX_LINES) break;
  }
  return found;
}

function isSignOff(text: string): boolean {
  return text.length <= 60 && SIGN_OFF.test(text);
}

/** Titles, addresses, numbers and postscripts; not a question, and not a sentence that begins a paragraph. */
function isClosingLine(text: string, above: TextLine | undefined): boolean {
  if (POSTSCRIPT.test(text)) return true;
  if (text.length > MAX_LINE_LENGTH || text.endsWith('?')) return false;
  const isSentence = /[.!:]$/.test(text) && text.split(/\s+/).length >= 8;
  return !isSentence || above?.blank === false;
}

/** Whether the line is the sender's name, whole or its first word. */
function isNameOf(text: string, senderName: string): boolean {
  if (text.length > MAX_LINE_LENGTH) return false;
  const bare =
    text
      .replace(/\s*\([^)]*\)\s*$/, '')
      .replace(/[,.]$/, '')
      .split(/\s+[|·]\s+/)[0] ?? '';
  const name = senderName.trim().toLowerCase();
  if (!name || !bare) return false;
  const written = bare.toLowerCase();
  const [given = '', ...rest] = name.replace(/^"|"$/g, '').split(/\s+/);
  return (
    written === name ||
    (written === given && given.length > 1) ||
    (rest.length > 0 && written === `${given} ${rest.at(-1)}`)
  );
}

/** A postscript after the signature is the sender's own text again. */
function signatureEnd(lines: readonly TextLine[], start: number, to: number): number {
  for (let at = start + 1; at < to; at += 1) {
    if (POSTSCRIPT.test(lines[at]?.text.trim() ?? '')) return at;
  }
  return to;
}
