import { DesksideError, type Failure } from '../../contracts/failure';

export function addressUnusable(): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message:
      'Deskside cannot reach a mail server at this address. Enter the https:// address of the server, or its domain.',
    retryable: false,
  });
}

/** A row is gone: the source was given up in another tab, or in the middle of what was going on. */
export function sourceGone(): DesksideError {
  return new DesksideError({
    code: 'cancelled',
    message: 'This mail source is no longer set up.',
    retryable: false,
  });
}

export function needsReload(name: string): Failure {
  return {
    code: 'source-not-allowed',
    message: `“${name}” can be reached once the page is loaded again: the places that it may reach are fixed when it loads.`,
    retryable: false,
  };
}

export function elsewhere(origin: string): DesksideError {
  return new DesksideError({
    code: 'server-refused',
    message: `The mail server wants Deskside to ask ${origin}, which you have not set up. Set the source up with that address, if you trust it.`,
    retryable: false,
  });
}

/** The source says that there is more, and gives the same place again: asked on, it would never end. */
export function goesInCircles(name: string): DesksideError {
  return new DesksideError({
    code: 'integrity-failed',
    message: `“${name}” lists the same mail again and again. Deskside tries again later; if it stays so, set the source up anew.`,
    retryable: true,
  });
}

export function takesNoDrafts(name: string): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message: `“${name}” takes no drafts. Copy the draft, or save it as a file.`,
    retryable: false,
  });
}

export function mailGone(): DesksideError {
  return new DesksideError({
    code: 'internal',
    message: 'This mail is no longer here, so its draft cannot be saved.',
    retryable: false,
  });
}

export const PICK_FILES: Failure = {
  code: 'permission-withdrawn',
  message: 'This browser keeps no folders. Pick the files again; only what is new in them is read.',
  retryable: false,
};

export const ALLOW_FOLDER: Failure = {
  code: 'permission-withdrawn',
  message: 'The browser wants your leave to read this folder again.',
  retryable: false,
};

export const SIGN_IN: Failure = {
  code: 'signed-out',
  message: 'Sign in, and Deskside looks for new mail here.',
  retryable: false,
};
