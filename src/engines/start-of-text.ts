/** Far more characters than a token has in any text. */
const MOST_CHARACTERS_A_TOKEN = 16;

/** The beginning of a text, with single spaces for white space: enough for its first `tokens` tokens, and little enough to be tokenised at once. */
export function startOfText(text: string, tokens: number): string {
  return text.replace(/\s+/g, ' ').slice(0, tokens * MOST_CHARACTERS_A_TOKEN);
}
