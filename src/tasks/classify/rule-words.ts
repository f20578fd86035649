/** Text as rules compare it: case and accents do not matter. */
export function foldedText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** The words of a text, folded and in the singular, so that “invoices” finds “Invoice 42”. */
export function foldedWords(text: string): string[] {
  return (foldedText(text).match(/[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu) ?? []).map((word) =>
    singular(word.replace(/['’]s?$|['’]s$/u, '')),
  );
}

/** Nouns of German („Rechnungen“, „Reklamationen“) and Spanish («reuniones», «novedades») whose ending tells the plural; no English word has it. */
const OTHER_PLURALS = /\p{L}{3}(?:(?:ung|heit|keit|schaft|itat)en|[ei]dades)$|\p{L}{2}ion(?:en|es)$/u;

/** Good enough to compare words that went through it alike; not for showing. */
function singular(word: string): string {
  if (word.length < 4) return word;
  if (OTHER_PLURALS.test(word)) return word.slice(0, -2);
  if (/[^aeiou]ies$/u.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss|zz)es$/u.test(word)) return word.slice(0, -2);
  return /[^siu]s$/u.test(word) ? word.slice(0, -1) : word;
}
