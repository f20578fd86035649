import type { Failure, FailureCode } from '../../../contracts/failure';
import type { OfficeKind } from './office-kind';

/** What is wrong with a file of an office program, and what to do. */
function failure(code: FailureCode, message: string, detail?: string): Failure {
  return { code, message, retryable: false, ...(detail === undefined ? {} : { detail }) };
}

export function brokenWord(detail: string): Failure {
  return failure(
    'import-damaged',
    'The Word document is damaged and could not be read. Please open it in your word processor, which may mend it, save it again, and add that.',
    detail,
  );
}

export const TOO_LARGE_INSIDE = failure(
  'import-refused',
  'The text of this Word document is larger than Deskside reads at once. Please split it and add the parts.',
);

export const ENCRYPTED_OFFICE = failure(
  'import-encrypted',
  'The Office document is protected by a password, which Deskside cannot take off. Please open it, save it without a password, and add that.',
);

export const OLD_WORD = failure(
  'request-unsupported',
  'The file is in the old Word format (.doc), whatever its name says. Please open it, save it as .docx or PDF, and add that.',
);

export const OLD_OFFICE = failure(
  'request-unsupported',
  'The file is in an old Office or Outlook format. Please open it, save it as .docx or PDF, and add that; mail can be saved as .eml.',
);

export const RICH_TEXT = failure(
  'request-unsupported',
  'The file is rich text (.rtf), which Deskside does not read. Please open it, save it as .docx or PDF, and add that.',
);

const UNREAD: Readonly<Record<Exclude<OfficeKind, 'word'>, Failure>> = {
  workbook: failure(
    'request-unsupported',
    'The file is a workbook of a spreadsheet program. Please save each sheet that you need as CSV, and add those.',
  ),
  slides: failure(
    'request-unsupported',
    'The file holds slides, which Deskside does not read. Please export it as PDF, and add that.',
  ),
  'open-document': failure(
    'request-unsupported',
    'The file is an OpenDocument file (.odt, .ods or .odp), which Deskside does not read. Please save it as .docx or PDF, and add that.',
  ),
  archive: failure(
    'request-unsupported',
    'The file is an archive. Please unpack it and add the documents inside; an archive of mail belongs to the briefing.',
  ),
};

export function unreadOffice(kind: Exclude<OfficeKind, 'word'>): Failure {
  return UNREAD[kind];
}
