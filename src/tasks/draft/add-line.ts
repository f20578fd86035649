import { isSignOffLine } from './letter';

/** The draft with a line more, after its points and before what it closes with; in the list where the points are one. */
export function addLine(text: string, line: string): string {
  const paragraphs = text.split(/\n{2,}/u).filter((part) => part.trim() !== '');
  const listAt = paragraphs.findLastIndex((part) => part.startsWith('- '));
  if (listAt !== -1)
    return paragraphs.map((part, at) => (at === listAt ? `${part}\n- ${line}` : part)).join('\n\n');
  const last = paragraphs.at(-1) ?? '';
  const hasEnding =
    paragraphs.length > 1 && (isSignOffLine(last.split('\n')[0] ?? '') || !/[.?!\]]$/u.test(last));
  return paragraphs.toSpliced(hasEnding ? -1 : paragraphs.length, 0, line).join('\n\n');
}
