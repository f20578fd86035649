import { bodyRegions, countWords, mark, type TextLine } from './text-lines';

const FOOTER = new RegExp(
  [
    String.raw`\bunsubscrib|\bopt[ -]?out\b|abbestellen|\babmelden\b|darse de baja|cancelar (?:la|su) suscripción|se désabonner|désinscri|afmelden|uitschrijven`,
    String.raw`\b(?:you|you're|you are|you were)\b.{0,30}\b(?:receiv(?:e|ed|ing)|get(?:ting)?)\b.{0,30}\b(?:this|these|our)\b.{0,60}\b(?:because|since|as|mail|message|notice|newsletter)`,
    String.raw`\b(?:sie erhalten|usted recibe|recibe este|vous recevez|u ontvangt|je ontvangt)\b.{0,60}\b(?:weil|da sie|porque|parce que|car vous|omdat)\b`,
    String.raw`\b(?:manage|change|update)\b.{0,30}\b(?:preferences|subscription|notification settings|e-?mail settings|how often we mail)`,
    String.raw`\b(?:leave|off) (?:the|this|our) (?:mailing )?list\b`,
    String.raw`\b(?:this|the) (?:e-?mail|message|communication|transmission)\b.{0,160}\b(?:confidential|privileged|intended (?:only|solely|recipient|for)|proprietary)`,
    String.raw`\bif you (?:are not|have received|received)\b.{0,60}\b(?:intended recipient|in error|by mistake)`,
    String.raw`\bdiese (?:e-?mail|nachricht)\b.{0,120}\bvertraulich|\beste (?:correo|mensaje)\b.{0,120}\bconfidencial|\bce (?:message|courriel|mail)\b.{0,120}\bconfidentiel|\bdit (?:bericht|e-?mail)\b.{0,120}\bvertrouwelijk`,
    String.raw`\b(?:this|the) (?:mailbox|address|inbox) is (?:not|un)\s?(?:read|monitored|attended)`,
    String.raw`\b(?:please )?do not (?:reply|respond) to this (?:e-?mail|message|mail)\b|\bautomatisch (?:erzeugt|generiert)`,
    String.raw`\b(?:please )?consider the environment before printing`,
    String.raw`\b(?:privacy policy|terms of (?:use|service)|all rights reserved)\b|^\s*(?:©|\(c\))\s*(?:copyright\s*)?\d{4}`,
    String.raw`\bmailing list\b.{0,120}(?:https?://|@)|^\s*to (?:post|subscribe|contact)\b.{0,80}@`,
  ].join('|'),
  'ims',
);
const LIST_RULE = /^\s*_{20,}\s*$/;
const MAX_FOOTER_WORDS = 300;
const MAX_FOOTER_PARAGRAPHS = 6;
const MIN_BODY_WORDS = 4;
const MAX_LOOSE_WORDS = 20;
const MAX_LOOSE_LINES = 6;

/** Marks legal notices and subscription notes at the end of each stretch of body. */
export function markFooters(lines: readonly TextLine[]): void {
  for (const { from, to } of bodyRegions(lines)) {
    mark(lines, footerStart(lines, from, to), to, 'footer');
    markListFooter(lines, from, to);
  }
}

/** First line of the footers that end before `to`; `to` when there are none. */
function footerStart(lines: readonly TextLine[], from: number, to: number): number {
  let footer = to;
  let end = to;
  for (let count = 0; count < MAX_FOOTER_PARAGRAPHS; count += 1) {
    const start = paragraphStart(lines, from, end);
    // What would leave no mail is the mail.
    if (countWords(lines.slice(from, start), MIN_BODY_WORDS) < MIN_BODY_WORDS) break;
    const paragraph = lines.slice(start, end);
    if (isFooter(paragraph)) footer = start;
    // A postal address or a bare link may stand below or between footers.
    else if (countWords(paragraph, MAX_LOOSE_WORDS + 1) > MAX_LOOSE_WORDS || end < footer - MAX_LOOSE_LINES)
      break;
    end = start;
  }
  return footer;
}

function isFooter(paragraph: readonly TextLine[]): boolean {
  if (countWords(paragraph, MAX_FOOTER_WORDS + 1) > MAX_FOOTER_WORDS) return false;
  return FOOTER.test(paragraph.map((line) => line.text).join('\n'));
}

function markListFooter(lines: readonly TextLine[], from: number, to: number): void {
  for (let index = to - 1; index > from && index > to - 12; index -= 1) {
    if (!LIST_RULE.test(lines[index]?.text ?? '')) continue;
    if (lines.slice(index + 1, to).some((line) => /https?:\/\/|@|list/i.test(line.text)))
      mark(lines, index, to, 'footer');
    return;
  }
}

/** First line of the paragraph that ends before `end`. */
function paragraphStart(lines: readonly TextLine[], from: number, end: number): number {
  let at = end;
  while (at > from && lines[at - 1]?.blank) at -= 1;
  while (at > from && !lines[at - 1]?.blank) at -= 1;
  return at;
}
