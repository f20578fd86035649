/** How mail programs introduce what they quote or forward, in the languages that Deskside reads. */

/** The whole introduction of a quote, in one string: `On Mon, 12 Oct 2026 at 18:22, Ann Lee wrote:`. All end with the colon. */
const ATTRIBUTIONS: readonly RegExp[] = [
  /^On\b.{3,300}\b(?:wrote|writes|said)\s*:$/is,
  /^(?:Am|Von|Den|Um)\b.{3,300}\b(?:schrieb|geschrieben)\b.{0,200}:$/is,
  /^El\b.{3,300}\bescribi[oó]\s*:$/is,
  /^Le\b.{3,300}\ba[ \u00a0]écrit\s*:$/is,
  /^Op\b.{3,300}\b(?:schreef|geschreven)\b.{0,200}:$/is,
  /^\d{4}-\d{2}-\d{2}\b.{3,200}<[^<>\s]+@[^<>\s]+>\s*:$/is,
  /^.{2,100}<[^<>\s]+@[^<>\s]+>\s*(?:wrote|writes|schrieb|schreef|escribi[oó]|a écrit)\b.{0,100}:$/is,
];
/** Looser forms, which count only right before quoted lines. */
const LOOSE_ATTRIBUTION =
  /^.{2,200}\b(?:wrote|writes|said|says|schrieb|schreef|escribi[oó]|a écrit|writing)\b.{0,100}[:.]{1,3}$|^.{2,150}<?[^<>\s]+@[^<>\s]+>?.{0,40}:$|^(?:Quoting|Zitat von|Citando a|Citeren)\b.{2,150}:?$/is;

export function isAttribution(text: string): boolean {
  const trimmed = text.trim();
  return (
    trimmed.endsWith(':') && trimmed.length < 500 && ATTRIBUTIONS.some((pattern) => pattern.test(trimmed))
  );
}

export function isLooseAttribution(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.length < 500 && (isAttribution(trimmed) || LOOSE_ATTRIBUTION.test(trimmed));
}

const ORIGINAL_MESSAGE =
  /^[\s>*]*-{2,}\s*(?:original (?:message|appointment)|ursprüngliche nachricht|mensaje original|message d'origine|message original|oorspronkelijk(?:e)? bericht|messaggio originale)\s*-{2,}/i;
const FORWARDED =
  /^[\s>*]*(?:-{2,}\s*(?:forwarded (?:message|by)|weitergeleitete nachricht|mensaje reenviado|message transféré|message transmis|doorgestuurd bericht)\b.*|begin forwarded message:|anfang der weitergeleiteten nachricht:|inicio del mensaje reenviado:|début du message (?:réexpédié|transféré)\s*:|begin doorgestuurd bericht:)\s*$/i;

export function isOriginalMessageLine(text: string): boolean {
  return text.length < 200 && ORIGINAL_MESSAGE.test(text);
}

export function isForwardedLine(text: string): boolean {
  return text.length < 200 && FORWARDED.test(text);
}

const FROM_FIELD = /^[\s*]*(?:From|Von|De|Van|Da)\s*:[\s*]*\S/i;
const OTHER_FIELD =
  /^[\s*]*(?:Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance|Attachments?|Gesendet|Datum|An|Betreff|Kopie|Wichtigkeit|Enviado(?: el)?|Fecha|Para|Asunto|CC|Envoyé|Date|À|A|Objet|Verzonden|Aan|Onderwerp|Resent-\w+)\s*:/i;
const DATE_FIELD = /^[\s*]*(?:Sent|Date|Gesendet|Datum|Enviado(?: el)?|Fecha|Envoyé|Verzonden)\s*:/i;
const MAX_FIELD_LINES = 12;

/**
 * The number of lines of a copied mail header (`From: … Sent: … Subject: …`) that begins at `index`; 0 when there is none. Two more fields
 * are needed, one of them the date or the subject.
 */
export function copiedHeaderLength(lines: readonly { readonly text: string }[], index: number): number {
  const first = lines[index]?.text ?? '';
  if (!FROM_FIELD.test(first) && !DATE_FIELD.test(first)) return 0;
  let fields = 0;
  let dated = false;
  let end = index;
  for (let at = index; at < Math.min(lines.length, index + MAX_FIELD_LINES); at += 1) {
    const text = lines[at]?.text ?? '';
    if (FROM_FIELD.test(text) || OTHER_FIELD.test(text)) {
      fields += 1;
      dated ||= DATE_FIELD.test(text) || /^[\s*]*(?:Subject|Betreff|Asunto|Objet|Onderwerp)/i.test(text);
      end = at + 1;
    } else if (text.trim() === '' || !/^\s|^[^\s:]+@|[;,]\s*$/.test(text)) {
      break;
    }
  }
  return fields >= 3 && dated ? end - index : 0;
}
