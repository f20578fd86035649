import type { Failure } from '../contracts/failure';

/** Why a file cannot be written or read. */

function refused(message: string, detail?: string): Failure {
  return {
    code: 'import-refused',
    message,
    retryable: false,
    ...(detail === undefined ? {} : { detail }),
  };
}

export function notAWorkspace(detail?: string): Failure {
  return refused(
    'This is not a Deskside workspace file. Choose one that was saved with “Export everything”.',
    detail,
  );
}

export function newerWorkspace(app: string): Failure {
  return refused(
    `This file was made by a newer Deskside${app === '' ? '' : ` (${app})`}. Reload this page to get that version, then import it again; nothing was changed.`,
  );
}

export const NO_ROOM_FOR_FILE: Failure = {
  code: 'quota-exceeded',
  message:
    'There was no room for the whole file, so none was saved; all that is here is still here. Free some disk space, then export again.',
  retryable: false,
};

export const NEEDS_PASSPHRASE: Failure = refused(
  'This file is sealed with a passphrase. Enter it to look inside.',
);

export const WRONG_PASSPHRASE: Failure = refused(
  'This passphrase does not open the file. Check capitals and the keyboard layout; if you are sure of it, the beginning of the file was changed.',
);

export const COSTLY_KEY: Failure = refused(
  'Opening this file would take far more memory or time than any file that Deskside makes. It was refused.',
);

export function damagedWorkspace(what: string, detail?: string): Failure {
  return {
    code: 'import-damaged',
    message: `The file is damaged: ${what}. Nothing was imported. Get a whole copy of the file and try again.`,
    retryable: false,
    ...(detail === undefined ? {} : { detail }),
  };
}

export const CUT_SHORT = damagedWorkspace('its end is missing, as after a download that broke off');

export const CHANGED = damagedWorkspace('some of it was changed or lost after it was sealed');
