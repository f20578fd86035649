/** The first letter made a capital, also inside of a blank. */
export function capitalise(text: string): string {
  if (text.startsWith('[')) return `[${text.charAt(1).toUpperCase()}${text.slice(2)}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** In lower case at the start, unless the first word keeps its capital anywhere: I, a name in capitals, a code. */
export function startLower(text: string): string {
  const first = /^\S+/u.exec(text)?.[0] ?? '';
  if (/^I\b/u.test(first) || /\p{Lu}.*\p{Lu}|\p{N}/u.test(first)) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}
