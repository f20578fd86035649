const LONGEST = 90;
/** Characters before the match that are kept, so that it can be understood. */
const LEAD = 30;

/** A sentence as a quote: whole when it is short, else the part around `at`, cut between words. */
export function excerpt(sentence: string, at = 0): string {
  if (sentence.length <= LONGEST) return sentence;
  const wanted = Math.max(0, Math.min(at - LEAD, sentence.length - LONGEST));
  const start = wanted === 0 ? 0 : sentence.indexOf(' ', wanted) + 1;
  const rest = sentence.slice(start);
  if (rest.length <= LONGEST) return `… ${rest}`;
  const space = rest.lastIndexOf(' ', LONGEST);
  return `${start > 0 ? '… ' : ''}${rest.slice(0, space > LONGEST / 2 ? space : LONGEST)} …`;
}
