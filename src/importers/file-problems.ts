import type { Failure, FailureCode } from '../contracts/failure';
import type { FileKind } from './file-kind';

/** The sentences about files that cannot be imported, each with what to do. */

const WANTED = 'Deskside reads .mbox, .eml, .emlx and .msg files, and folders or .zip archives of them.';

function failure(code: FailureCode, message: string, detail?: string): Failure {
  return { code, message, retryable: false, ...(detail === undefined ? {} : { detail }) };
}

export function notMail(kind: FileKind): Failure {
  switch (kind) {
    case 'empty':
      return failure('import-empty', 'The file is empty. Please export it again from your mail program.');
    case 'image':
      return failure('import-not-mail', `The file is a picture, whatever its name says. ${WANTED}`);
    case 'html':
      return failure(
        'import-not-mail',
        `The file is a web page, not mail; perhaps a download went wrong. ${WANTED}`,
      );
    case 'pdf':
      return failure('import-not-mail', `The file is a PDF document, not mail. ${WANTED}`);
    case 'outlook':
      return failure(
        'import-not-mail',
        'The file is in a format of Microsoft Outlook (.pst or .ost) or Office, which Deskside cannot read. Please save the mails as .msg or .eml, or export the mailbox as .mbox.',
      );
    case 'compressed':
      return failure(
        'import-not-mail',
        'The file is compressed in a way that Deskside cannot open. Please unpack it and add what is inside.',
      );
    case 'text':
      return failure('import-not-mail', `The file is text, but it does not begin like mail. ${WANTED}`);
    default:
      return failure('import-not-mail', `The file is not mail. ${WANTED}`);
  }
}

export function nothingWasMail(leftOut: number): Failure {
  const message =
    leftOut === 0
      ? `There is nothing in it. ${WANTED}`
      : leftOut === 1
        ? `The one file in it is not mail. ${WANTED}`
        : `None of the ${leftOut.toLocaleString('en-GB')} files in it is mail. ${WANTED}`;
  return failure(leftOut === 0 ? 'import-empty' : 'import-not-mail', message);
}

export const ENCRYPTED = failure(
  'import-encrypted',
  'The archive is protected by a password. Please unpack it and add the files inside.',
);

export const UNSAFE_NAME = failure(
  'import-refused',
  'The archive names files outside its own folder, as harmful archives do. It was not opened.',
);

export const NESTED_ARCHIVE = failure(
  'import-refused',
  'This is an archive inside an archive. Please unpack it and add the files inside.',
);

export function tooLargeWhenUnpacked(reason: string): Failure {
  return failure(
    'import-refused',
    `Unpacking would ${reason}, as harmful archives do. It was not read. If you trust it, unpack it and add the files inside.`,
  );
}

export function damagedArchive(detail: string): Failure {
  return failure('import-damaged', 'The archive is damaged. Please download or export it again.', detail);
}

export function damagedMsg(detail: string): Failure {
  return failure(
    'import-damaged',
    'The Outlook message is damaged. Please save it again from Outlook.',
    detail,
  );
}

export function cutOff(messages: number): Failure {
  return failure(
    'import-damaged',
    `The file seems to be cut off in its last mail. ${mailsWereRead(messages)} Please export it again if something is missing.`,
  );
}

export function beginningMissing(messages: number): Failure {
  return failure(
    'import-damaged',
    `The file does not begin with a whole mail, so what stands before the first one was left out. ${mailsWereRead(messages)}`,
  );
}

export function unreadable(detail: string): Failure {
  return {
    code: 'import-damaged',
    message: 'The file could not be read to its end. It may have been moved or changed; please add it again.',
    retryable: true,
    detail,
  };
}

function mailsWereRead(messages: number): string {
  return messages === 1 ? 'One mail was read.' : `${messages.toLocaleString('en-GB')} mails were read.`;
}
