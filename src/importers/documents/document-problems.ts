import type { Failure, FailureCode } from '../../contracts/failure';

/** The sentences about files that are no documents for Deskside, each with what to do. */

/** Bytes. A text of this size has some three million words; a PDF is mostly pictures. */
export const LARGEST_FILE = 20 * 1024 * 1024;
export const LARGEST_CONTAINER = 200 * 1024 * 1024;

const WANTED =
  'Deskside reads PDF, Word (.docx), plain text (.txt), Markdown (.md), web pages (.html) and tables (.csv).';

function failure(code: FailureCode, message: string): Failure {
  return { code, message, retryable: false };
}

export const EMPTY = failure('import-empty', 'The file is empty, so there is nothing to sum up.');

export function tooLarge(limit: number): Failure {
  return failure(
    'import-refused',
    `The file is larger than ${limit / 1024 / 1024} MiB, more than Deskside reads at once. Please split it and add the parts.`,
  );
}

export const MAIL = failure(
  'request-unsupported',
  'This is mail. Please add it as mail, from the briefing; its summary stands beside it there.',
);

export const COMPRESSED = failure(
  'request-unsupported',
  `The file is compressed. Please unpack it and add the documents inside. ${WANTED}`,
);

export const PICTURE = failure(
  'request-unsupported',
  `The file is a picture, and Deskside reads no text in pictures. ${WANTED}`,
);

export const NO_DOCUMENT = failure('request-unsupported', `The file is no text. ${WANTED}`);
