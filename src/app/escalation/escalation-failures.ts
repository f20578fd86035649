import { DesksideError } from '../../contracts/failure';

export function noAddress(): DesksideError {
  return new DesksideError({
    code: 'source-not-allowed',
    message: 'The relay’s address must begin with https://, or with http:// on this machine.',
    retryable: false,
  });
}

export function notSetUp(): DesksideError {
  return new DesksideError({
    code: 'source-not-allowed',
    message:
      'No relay is set up, or asking models elsewhere is off. Both are on the page “Models elsewhere”.',
    retryable: false,
  });
}

export function notReachableYet(url: string): DesksideError {
  return new DesksideError({
    code: 'source-not-allowed',
    message: `The relay at ${new URL(url).host} can be reached once the page is loaded again: the places that it may reach are fixed when it loads.`,
    retryable: false,
  });
}

export function tooWide(): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message: 'A standing permission must name a place in the briefing, a folder, or both.',
    retryable: false,
  });
}

export function noPermission(): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message: 'No standing permission covers this text as it is now. Look at it, and send it from there.',
    retryable: false,
  });
}

/** What the user has allowed is not what the text was to leave by. */
export function changedMeanwhile(): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message:
      'What you allowed was changed before this text left, perhaps in another tab, so it stayed here. Look at it again, and send it from there.',
    retryable: false,
  });
}
