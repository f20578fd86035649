// eslint-disable-next-line no-control-regex -- control characters are what is removed
const CONTROL = /[\0-\x08\x0B\x0E-\x1F\x7F-\x9F]/g;
/** Control characters that nobody writes: bytes of windows-1252 that some program on the way took for ISO-8859-1. */
const MISREAD = /[\x80-\x9F]/g;
const TRAILING_SPACE = /[^\S\n](?:\n|$)/;
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ';

/** `\n` line ends, no control characters, no trailing space, at most two blank lines in a row, none at either end. */
export function cleanText(text: string): string {
  const clean = text
    .replace(/\r\n?|[\u2028\u2029\f]/g, '\n')
    .replace(MISREAD, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? '')
    .replace(CONTROL, '')
    .replace(/\u00A0/g, ' ');
  return (TRAILING_SPACE.test(clean) ? withoutTrailingSpace(clean) : clean)
    .replace(/\n{4,}/g, '\n\n\n')
    .replace(/^\n+|\n+$/g, '');
}

function withoutTrailingSpace(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
