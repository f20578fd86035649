import { DesksideError, type Failure } from '../../contracts/failure';

/** Sentences about a JMAP server that does not give what it was asked for. A host is what the user knows it by. */

function failure(
  code: Failure['code'],
  message: string,
  more: Partial<Failure> = {},
  cause?: unknown,
): DesksideError {
  return new DesksideError({ code, message, retryable: false, ...more }, { cause });
}

export function noAddress(written: string): DesksideError {
  return failure(
    'server-refused',
    `“${written}” is no address that Deskside asks for mail. Write the server’s domain, or the whole address of its JMAP session, which begins with https://.`,
  );
}

export function noSecret(host: string): DesksideError {
  return failure('signed-out', `Sign in at ${host}: there is no password or token for it in this visit.`);
}

export function signedOut(host: string, auth: 'password' | 'bearer', detail: string): DesksideError {
  const message =
    auth === 'password'
      ? `${host} does not accept the user name and password. Check both; many providers want a password made for one app.`
      : `${host} does not accept the token. It may have expired or been taken back: make a new one there.`;
  return failure('signed-out', message, { detail });
}

export function forbidden(host: string, detail: string): DesksideError {
  return failure(
    'permission-withdrawn',
    `${host} does not let Deskside read this mail (any more). See there what this password or token may do.`,
    { detail },
  );
}

export function readOnly(host: string, detail: string): DesksideError {
  return failure(
    'permission-withdrawn',
    `${host} lets Deskside read the mail but save no drafts. See there what this password or token may do.`,
    { detail },
  );
}

/** @param retryAfterMs null where the server does not say */
export function busy(host: string, retryAfterMs: number | null, detail: string): DesksideError {
  return failure('source-busy', `${host} has no time for this now. Deskside asks again later.`, {
    retryable: true,
    detail,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}

export function unreachable(host: string, cause: unknown): DesksideError {
  return failure(
    'server-unreachable',
    `${host} cannot be reached. Check the connection and the address; a server must also let web pages ask it (CORS).`,
    { retryable: true, detail: String(cause) },
    cause,
  );
}

export function brokenOff(host: string, cause: unknown): DesksideError {
  return failure(
    'server-unreachable',
    `The connection to ${host} broke in the middle of an answer. Deskside asks again.`,
    { retryable: true, detail: String(cause) },
    cause,
  );
}

export function silent(host: string): DesksideError {
  return failure(
    'server-unreachable',
    `${host} took the question and sent no answer. It may be busy; Deskside asks again later.`,
    { retryable: true },
  );
}

export function pushEnded(host: string, cause: unknown): DesksideError {
  return failure(
    'server-unreachable',
    `${host} no longer tells of new mail by itself. Deskside connects to it again.`,
    { retryable: true, detail: String(cause) },
    cause,
  );
}

export function noPush(host: string): DesksideError {
  return failure(
    'server-refused',
    `${host} does not tell of new mail by itself. Deskside asks it every few minutes instead.`,
  );
}

export function noJmap(host: string, detail: string): DesksideError {
  return failure(
    'server-refused',
    `${host} has no JMAP at this address. Ask the provider for the address of its JMAP session.`,
    { detail },
  );
}

export function noMail(host: string): DesksideError {
  return failure('server-refused', `${host} has no mail for this user name. Check it, and the address.`);
}

/** Only the origin that the user set up is ever asked. */
export function elsewhere(host: string, origin: string): DesksideError {
  return failure(
    'server-refused',
    `${host} keeps its mail at ${origin}. Set the source up with that address, or with that of the JMAP session there.`,
  );
}

export function downloadsElsewhere(host: string): DesksideError {
  return failure(
    'server-refused',
    `${host} hands its mails out at another address than the one that it is set up with, and Deskside asks no other.`,
  );
}

export function refused(host: string, detail: string): DesksideError {
  return failure(
    'server-refused',
    `${host} does not take what Deskside asks of it (it answered “${detail}”).`,
    {
      detail,
    },
  );
}

export function nonsense(host: string, detail: string): DesksideError {
  return failure(
    'integrity-failed',
    `${host} answered something that makes no sense for JMAP. Deskside asks again later.`,
    { retryable: true, detail },
  );
}

export function changedMeanwhile(host: string, detail: string): DesksideError {
  return failure('source-changed', `The mail at ${host} changed while it was read. Deskside asks again.`, {
    retryable: true,
    detail,
  });
}

export function noDraftsFolder(host: string): DesksideError {
  return failure(
    'server-refused',
    `${host} has no folder for drafts. Make one there, or mark one as that for drafts.`,
  );
}

export function noRoomForDraft(host: string, detail: string): DesksideError {
  return failure('server-refused', `There is no room for this draft at ${host}. Make room there.`, {
    detail,
  });
}
