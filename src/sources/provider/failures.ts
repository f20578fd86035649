import { DesksideError, type FailureCode } from '../../contracts/failure';

/** A provider of mail, as users know it. */
export type ProviderName = 'Gmail' | 'Microsoft 365';

/** What a provider said no to, with its own name for it where it gave one. */
export class ProviderRefusal extends DesksideError {
  readonly status: number;
  readonly reason: string;

  constructor(error: DesksideError, status: number, reason: string) {
    super(error.failure);
    this.status = status;
    this.reason = reason;
  }
}

export function signedOut(name: ProviderName, detail: string): DesksideError {
  return failure(
    'signed-out',
    `Your sign-in at ${name} has ended. Sign in again; what is here already stays.`,
    { detail },
  );
}

export function otherAccount(name: ProviderName): DesksideError {
  return failure(
    'signed-out',
    `This is another account at ${name} than the one that this source was set up with. Sign in with the first one, or set this one up as a source of its own.`,
    {},
  );
}

export function mayNotRead(name: ProviderName, detail: string): DesksideError {
  return failure(
    'permission-withdrawn',
    `${name} does not let Deskside read this mail. Sign in again and allow it there; at work, ask who runs your account.`,
    { detail },
  );
}

export function mayNotSaveDrafts(name: ProviderName, detail: string): DesksideError {
  return failure(
    'permission-withdrawn',
    `Deskside may not save drafts at ${name}. Allow it, then save the draft again.`,
    { detail },
  );
}

/** @param retryAfterMs milliseconds; null where the provider does not say, or the browser does not let it be read */
export function busy(name: ProviderName, detail: string, retryAfterMs: number | null): DesksideError {
  return failure('source-busy', `${name} has no time for this now. Deskside tries again by itself.`, {
    retryable: true,
    detail,
    ...(retryAfterMs !== null && { retryAfterMs }),
  });
}

export function unreachable(name: ProviderName, cause: unknown): DesksideError {
  return failure(
    'server-unreachable',
    `${name} cannot be reached. Check the connection; Deskside tries again by itself.`,
    { retryable: true, detail: String(cause) },
  );
}

export function nonsense(name: ProviderName, detail: string): DesksideError {
  return failure(
    'integrity-failed',
    `${name} answered with something that Deskside cannot read. Try again later.`,
    {
      retryable: true,
      detail,
    },
  );
}

export function refused(name: ProviderName, detail: string): DesksideError {
  return failure(
    'server-refused',
    `${name} says no to what Deskside asks of it. Check what this client ID is allowed to do there.`,
    { detail },
  );
}

export function gmailSwitchedOff(detail: string): DesksideError {
  return failure(
    'server-refused',
    'The Gmail API is switched off in the Google project of this client ID. Switch it on there, then try again.',
    { detail },
  );
}

export function noMailbox(detail: string): DesksideError {
  return failure(
    'server-refused',
    'This Microsoft account has no mailbox that Deskside can read. Sign in with the account that has one.',
    { detail },
  );
}

/** The user, or whoever runs their account, did not agree. */
export function loginDenied(name: ProviderName, detail: string): DesksideError {
  return failure(
    'server-refused',
    `The sign-in at ${name} was cancelled, or not allowed there. Try again; at work, ask who runs your account.`,
    { retryable: true, detail },
  );
}

export function loginFailed(name: ProviderName, detail: string): DesksideError {
  return failure(
    'server-refused',
    `${name} did not sign you in. Check the client ID, and that it may send you back to this page’s address.`,
    { detail },
  );
}

function failure(
  code: FailureCode,
  message: string,
  more: { readonly retryable?: boolean; readonly detail?: string; readonly retryAfterMs?: number },
): DesksideError {
  return new DesksideError({ code, message, retryable: false, ...more });
}
