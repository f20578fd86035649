import { rougeTokens } from '../rouge';

/** A label with the words that name and describe it. */
export interface WordedLabel {
  readonly name: string;
  readonly description: string;
}

const FUNCTION_WORDS = new Set(
  'a an and are as at be by for from has have in is it its of on or that the their they this to was we what which who will with you your'.split(
    ' ',
  ),
);

/** The label most of whose words stand in the text, a plural counting as its singular; of equals the first. */
export function keywordLabel(text: string, labels: readonly WordedLabel[]): string {
  const present = new Set(wordsOf(text));
  let best = { name: labels[0]?.name ?? '', share: 0 };
  for (const { name, description } of labels) {
    const words = [...new Set(wordsOf(`${name} ${description}`))];
    const share = words.filter((word) => present.has(word)).length / Math.max(1, words.length);
    if (share > best.share) best = { name, share };
  }
  return best.name;
}

function wordsOf(text: string): string[] {
  return rougeTokens(text)
    .filter((word) => !FUNCTION_WORDS.has(word))
    .map((word) => word.replace(/(?<=\p{L}{3})(?:es|s)$/u, ''));
}
