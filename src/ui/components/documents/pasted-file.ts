import type { ImportFile } from '../../../contracts/import-api';
import * as m from '../../i18n/compiled/messages';
import { pickedFiles } from '../../state/drop-files';

const LONGEST_NAME = 60;
/** What makes a pasted page worth more than its text. */
const STRUCTURE = /<(?:h[1-6]|table|ul|ol|pre)\b/iu;

/** What the clipboard holds, as files: those that were copied, else a page where it has headings, lists or tables, else the text. */
export function pastedFiles(clipboard: DataTransfer): ImportFile[] {
  const files = pickedFiles(clipboard.files);
  if (files.length > 0) return files;
  const text = clipboard.getData('text/plain');
  const html = clipboard.getData('text/html');
  if (STRUCTURE.test(html)) return [fileOf(html, text, 'html')];
  return text.trim() === '' ? [] : [textFile(text)];
}

/** A text as a file that is named after its first line. */
export function textFile(text: string): ImportFile {
  return fileOf(text, text, 'txt');
}

function fileOf(content: string, text: string, ending: string): ImportFile {
  const first = text
    .trim()
    .split('\n', 1)[0]
    ?.replace(/[\\/]+/gu, ' ')
    .slice(0, LONGEST_NAME)
    .trim();
  // A page that was copied does not say that it is one.
  const whole = ending === 'html' ? `<!doctype html><meta charset="utf-8">${content}` : content;
  return { name: `${first || m.documents_pasted_name()}.${ending}`, blob: new Blob([whole]) };
}
