import { spansOf, type FoundSpan } from '../found-span';

const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}](?:[\p{L}\p{N}._%+'-]{0,63}[\p{L}\p{N}_+-])?@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,6}\.\p{L}{2,24}(?![\p{L}\p{N}@])/gu;
const IP_4 =
  /(?<![\d.\p{L}])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d\p{L}]|\.\d)/gu;
const IP_6 =
  /(?<![\p{L}\p{N}:.])(?=[\dA-Fa-f:.]{0,45}:[\dA-Fa-f]{0,4}:)[\dA-Fa-f:]{2,39}(?:\.\d{1,3}){0,3}(?![\p{L}\p{N}:])/gu;
/** Numbers of releases have the form of an address: "version 10.2.0.1". */
const RELEASE =
  /(?:\b(?:v|ver|version|release|build|firmware|section|clause|chapter|kapitel|abschnitt)\.?\s?)$/i;

/** E-mail addresses, IP addresses, and web addresses that open something for whoever holds them. */
export function findInternetNames(text: string): FoundSpan[] {
  const ip4 = spansOf('ip', text, IP_4).filter(
    ({ start }) => !RELEASE.test(text.slice(Math.max(0, start - 12), start)),
  );
  const ip6 = spansOf('ip', text, IP_6).filter(({ start, end }) => isIp6(text.slice(start, end)));
  return [...spansOf('email', text, EMAIL), ...ip4, ...ip6, ...findTokenUrls(text)];
}

function isIp6(candidate: string): boolean {
  if (!/[\da-f]/i.test(candidate)) return false;
  try {
    return new URL(`http://[${candidate}]/`).hostname !== '';
  } catch {
    return false;
  }
}

const WEB_ADDRESS = /\b(?:https?|ftp):\/\/[^\s<>"'“”‘’`|\\^{}[\]]{3,2000}/giu;
const TRAILING = /[.,;:!?)*_]+$/u;
/** Names of query fields whose value is a key to something, or says who opened the link. */
const KEY_FIELD =
  /^(?:t|u|k|s|c|h|e|id|uid|user|usr|u?name|email|e?mail|rcpt|token|.*[-_]?token|key|.*[-_]?key|sig|signature|auth|.*auth.*|code|otp|pin|pw|pwd|pass|passwd|password|passcode|secret|session|sessionid|sid|ticket|invite|hash|hmac|jwt|nonce|access|ref|r)$/i;
const HARMLESS_FIELD =
  /^(?:utm_.*|lang|locale|page|p|q|query|sort|order|v|version|date|year|month|view|tab|size|format)$/i;

function findTokenUrls(text: string): FoundSpan[] {
  return spansOf('url-with-token', text, WEB_ADDRESS)
    .map((span) => ({
      ...span,
      end: span.end - (TRAILING.exec(text.slice(span.start, span.end))?.[0].length ?? 0),
    }))
    .filter(({ start, end }) => holdsToken(text.slice(start, end)));
}

function holdsToken(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  if (url.password !== '') return true;
  const fields = [...url.searchParams, ...new URLSearchParams(url.hash.replace(/^#\/?/, ''))];
  if (fields.some(([name, value]) => isKey(name, value))) return true;
  return url.pathname.split('/').some((part) => part.length >= 16 && looksRandom(part));
}

function isKey(name: string, value: string): boolean {
  if (HARMLESS_FIELD.test(name)) return false;
  if (name.length > 2 && KEY_FIELD.test(name)) return value.length >= 4;
  return (KEY_FIELD.test(name) && value.length >= 6) || (value.length >= 12 && looksRandom(value));
}

/** Letters and digits mixed as no word or date is: at least three changes between them, or between small and capital letters after a digit. */
function looksRandom(value: string): boolean {
  const changes = value.match(/\d(?=[A-Za-z])|[A-Za-z](?=\d)|[a-z](?=[A-Z]{1}[a-z]?\d)/g)?.length ?? 0;
  return changes >= 3;
}
