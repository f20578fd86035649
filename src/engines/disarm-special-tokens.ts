/** A mail that holds `<|im_end|>` as text must not end the user's turn and begin one of its own. */
export function disarmSpecialTokens(content: string, specialTokens: readonly string[]): string {
  let text = content;
  for (const token of specialTokens) {
    if (token.length > 1) text = text.replaceAll(token, `${token.slice(0, 1)} ${token.slice(1)}`);
  }
  return text;
}
