/** A text that was cut by length, without the half of a character outside the basic plane that it may end with. */
export function withoutHalfCharacter(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}
