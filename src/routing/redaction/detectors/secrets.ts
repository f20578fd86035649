import { spansOf, type FoundSpan } from '../found-span';

/** Forms that a provider gives its keys, so that no cue is needed. */
const KNOWN_FORMS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,8000}?-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/gu,
  /\b(?:AKIA|ASIA)[A-Z\d]{16}\b/gu,
  /\b(?:gh[pousr]_[A-Za-z\d]{30,}|github_pat_\w{40,}|glpat-[\w-]{18,}|npm_[A-Za-z\d]{30,})/gu,
  /\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z\d_-]{16,}/gu,
  /\bxox[abeprs]-[A-Za-z\d-]{10,}/gu,
  /\bAIza[\w-]{35}\b/gu,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/gu,
  /\bhf_[A-Za-z\d]{30,}/gu,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/gu,
];

const WORD =
  'password|passphrase|passwd|pwd|passcode|passwort|kennwort|contraseña|clave|mot de passe|wachtwoord|senha|parola|hasło|lösenord|passord|salasana|credentials?|' +
  '(?:api|access|secret|private|license|licence|recovery|backup|wifi|wi-fi|encryption|activation|product)[ -]?keys?|(?:api|access|auth|bearer|refresh|session)?[ -]?token|(?:client|shared)?[ -]?secret|pre-shared key|psk';
const CODE_WORD =
  '(?:(?:door|gate|box|safe|locker|lock|alarm|entrance|building|garage|tür|tor)[^.\\n]{0,30}[ ,]code|(?:door|gate|entry|access|alarm|safe|key ?box|lock|locker|security|verification|one[- ]time|unlock|garage|building|keypad|sms|login|confirmation|reset|authentication)[ -]?(?:code|pin|combination)|pin(?:[ -]?(?:code|number))?|otp|puk|cvv|cvc|tür-?code|zugangscode|türcode|toegangscode|code d.accès|código de acceso)';
const LINK = String.raw`(?:[ \t]*(?:[:=]|->|→)[ \t]*|[^\n.!?:=]{0,48}?(?:[ \t](?:is|are|was|ist|lautet|es|est|is now|now|remains|bleibt|stays)[ \t]+(?:still[ \t]+|now[ \t]+|again[ \t]+)?|[:=][ \t]*)|[ \t]+)`;
const OPENING = String.raw`["'“‘\x60*(]{0,2}`;
const PASSWORD_AFTER_CUE = new RegExp(
  String.raw`\b(?:${WORD})\b${LINK}${OPENING}(?<value>[^\s"'“”‘’\x60<>]{5,200})`,
  'dgiu',
);
const CODE_AFTER_CUE = new RegExp(
  String.raw`\b(?:${CODE_WORD})\b${LINK}${OPENING}(?<value>[#*]?[\dA-Z]{3,12}(?:[ -]\d{2,6}){0,2}[#*]?)(?![\p{L}\p{N}])`,
  'dgiu',
);
/** Without a word between: a key in brackets is the key itself, "the key is with Ann" is another thing. */
const KEY_AT_HAND = /\bkeys?\b[ \t]*[:=(][ \t"'“‘`]{0,2}(?<value>[^\s"'“”‘’`<>()]{10,200})/dgiu;
const LONG_TOKEN = /(?<![\p{L}\p{N}+/=_.@-])[A-Za-z\d+/_-]{24,512}={0,2}(?![\p{L}\p{N}+/=_.@-])/gu;

/** Passwords, codes and keys: by the form their provider gives them, after a word that announces one, or because nothing else looks so random. */
export function findSecrets(text: string): FoundSpan[] {
  const known = KNOWN_FORMS.flatMap((pattern) => spansOf('secret', text, pattern));
  const passwords = spansOf('secret', text, PASSWORD_AFTER_CUE)
    .map((span) => withoutClosing(text, span))
    .filter(({ start, end }) => isPasswordLike(text.slice(start, end)));
  const codes = spansOf('secret', text, CODE_AFTER_CUE).filter(({ start, end }) =>
    /\d{3}/.test(text.slice(start, end)),
  );
  const random = spansOf('secret', text, LONG_TOKEN).filter(({ start, end }) =>
    isRandom(text.slice(start, end)),
  );
  const keys = spansOf('secret', text, KEY_AT_HAND).filter(({ start, end }) =>
    /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)/.test(text.slice(start, end)),
  );
  return [...known, ...passwords, ...codes, ...keys, ...random];
}

function withoutClosing(text: string, span: FoundSpan): FoundSpan {
  const closing = /[.,;:)\]*…]+$/u.exec(text.slice(span.start, span.end))?.[0].length ?? 0;
  return { ...span, end: span.end - closing };
}

/** A word after "password" is part of the sentence; a password mixes digits or signs into letters. */
function isPasswordLike(value: string): boolean {
  if (value.length < 5 || /^https?:|@.*\.\p{L}{2,}$/iu.test(value)) return false;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d\s'’-]/u].filter((kind) => kind.test(value)).length;
  const digits = /\d/.test(value);
  return (
    (digits && kinds >= 2 && !/^\d+(?:[./:,-]\d+)*\p{L}{0,2}$/u.test(value)) ||
    (kinds >= 3 && !/^[(\p{L}]+[/)]/u.test(value))
  );
}

/** Shannon entropy of the characters above 3.6 bits, with capitals, small letters and digits: no word, path or hash is like this. */
function isRandom(value: string): boolean {
  if (!/[a-z]/.test(value) || !/[A-Z]/.test(value) || !/\d.*\d/.test(value)) return false;
  if (/\/.*\//.test(value) && /[a-z]{5}/.test(value)) return false;
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / value.length) * Math.log2(count / value.length);
  return entropy > 3.6;
}
