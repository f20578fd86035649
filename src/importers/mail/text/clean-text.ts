// eslint-disable-next-line no-control-regex -- control characters are what is removed
const CONTROL = /[\0-\x08\x0B\x0E-\x1F\x7F-\x84\x86-\x9F]/g;

/** `\n` line ends, no control characters, no trailing space, at most two blank lines in a row, none at either end. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029\f]/g, '\n')
    .replace(CONTROL, '')
    .replace(/\u00A0/g, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .replace(/^\n+|\n+$/g, '');
}
