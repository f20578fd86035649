/**
 * Finds specifics with a few plain rules and looks for them in a mail. It shares no code with the app's verifier, so that a blind spot of
 * the one is not a blind spot of the other.
 */

const SPECIFIC =
  /[\w.+-]+@[\w-]+\.[\w.-]*\w|https?:\/\/\S+|[€$£]\s?\d[\d.,]*[kKmM]?|\b(?:EUR|USD|GBP)\s\d[\d.,]*[kKmM]?|(?<![\p{L}\p{N}])\d{1,2}:\d{2}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])[\p{L}\p{N}-]*\d[\p{L}\p{N}.,/-]*%?|(?<![\p{L}\p{N}])\p{Lu}[\p{L}'’-]+(?![\p{L}\p{N}-])(?:\s\p{Lu}[\p{L}'’-]+(?![\p{L}\p{N}-]))*/gu;

/** Every number, time, amount, address, code and capitalised run of words; a capital at the start of a sentence is no name. */
export function specificsOf(text: string): string[] {
  return [...text.matchAll(SPECIFIC)]
    .map((match) => ({ text: match[0].replace(/[.,;:!?]+$/u, ''), at: match.index }))
    .flatMap((specific) => withoutSentenceCapital(text, specific.text, specific.at))
    .filter((specific) => specific !== '' && specific !== 'I' && !/^I['’]/u.test(specific));
}

function withoutSentenceCapital(text: string, specific: string, at: number): string[] {
  const opens = /(?:^|[.!?:;…\n]["')\]]*\s*["'(]*)$/u.test(text.slice(0, at));
  if (!opens || !/^\p{Lu}\p{Ll}*(?:\s|$)/u.test(specific)) return [specific];
  return [specific.split(/\s+/u).slice(1).join(' ')];
}

/** The specifics of a summary that neither the mail's text nor its headers hold. White space and the shape of quotes do not count. */
export function missingSpecifics(summary: string, mail: string): string[] {
  const plain = (value: string) =>
    value.replace(/[‘’]/gu, "'").replace(/[“”]/gu, '"').replace(/[‐-―]/gu, '-').replace(/\s+/gu, ' ');
  const known = plain(mail).toLowerCase();
  const stands = (specific: string) => {
    const needle = plain(specific).toLowerCase();
    for (let at = known.indexOf(needle); at !== -1; at = known.indexOf(needle, at + 1)) {
      const around = [known[at - 1] ?? ' ', known[at + needle.length] ?? ' '];
      if (around.every((char) => !/[\p{L}\p{N}]/u.test(char))) return true;
    }
    return false;
  };
  return specificsOf(summary).filter((specific) => !stands(specific));
}
