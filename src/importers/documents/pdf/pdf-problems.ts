import type { Failure, FailureCode } from '../../../contracts/failure';

/** What is wrong with a PDF as a whole, and what to do. */
function failure(code: FailureCode, message: string, detail?: string): Failure {
  return { code, message, retryable: false, ...(detail === undefined ? {} : { detail }) };
}

export const PASSWORD_NEEDED = failure(
  'import-encrypted',
  'The PDF is protected by a password. Give its password to read it; it is used once and not kept.',
);

export const PASSWORD_WRONG = failure(
  'import-encrypted',
  'This is not the password of the PDF. Please look at it again; small and capital letters differ.',
);

export const UNKNOWN_PROTECTION = failure(
  'import-refused',
  'The PDF is protected in a way that Deskside does not know. Please open it in your PDF program, print it to a new PDF, and add that.',
);

export const NO_PAGES = failure('import-empty', 'The PDF has no pages. Please export it again.');

export const SCANNED_PDF = failure(
  'import-empty',
  'The PDF holds pictures of pages and no text, as scans do. Please run text recognition (OCR) on it, as most scanning programs offer, and add the result.',
);

export function brokenPdf(detail: string): Failure {
  return failure(
    'import-damaged',
    'The PDF is damaged and could not be read. Please download or export it again.',
    detail,
  );
}
