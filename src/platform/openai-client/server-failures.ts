import { DesksideError, type FailureCode } from '../../contracts/failure';
import type { OwnServer } from '../../contracts/own-server';
import type { ServerError } from './server-error';

/** Sentences about a server of the user's that does not give what it was asked for. */

export type NamedServer = Pick<OwnServer, 'name' | 'baseUrl' | 'apiKey'>;

const IN_SETTINGS = 'in the settings under “Own servers”';

export function serverUnreachable(server: NamedServer, cause: unknown): DesksideError {
  return failure(
    server,
    'server-unreachable',
    `${nameOf(server)} cannot be reached. See that it runs and lets this page in; “Test connection” ${IN_SETTINGS} tells what is missing.`,
    { retryable: true, detail: String(cause), cause },
  );
}

/** What had come by then has been given out. */
export function connectionCut(server: NamedServer, detail: string): DesksideError {
  return failure(
    server,
    'server-unreachable',
    `The connection to ${nameOf(server)} broke before the answer was whole. See that it still runs, then try again.`,
    { retryable: true, detail },
  );
}

/** The server takes questions and does not answer. */
export class ServerSilent extends DesksideError {}

/** @param limitMs how long nothing came, in milliseconds */
export function serverSilent(server: NamedServer, limitMs: number): ServerSilent {
  const minutes = limitMs / 60_000;
  const time = minutes > 1 ? `${Math.round(minutes)} minutes` : `${Math.round(limitMs / 1000)} seconds`;
  const message = `${nameOf(server)} sent nothing for ${time}. It may be busy with other work, or its model too large for its machine: try again later, or start the server anew.`;
  return new ServerSilent(failure(server, 'server-unreachable', message, { retryable: true }).failure);
}

/** The server lets nobody in who has not the right key. */
export class KeyRefused extends DesksideError {}

export function keyRefused(server: NamedServer, status: number, detail: string): DesksideError {
  const asks = server.apiKey === null ? 'asks for a key' : 'does not accept the key';
  const message =
    status === 401
      ? `${nameOf(server)} ${asks}. Enter the right one ${IN_SETTINGS}.`
      : `${nameOf(server)} does not let Deskside in (it answered ${status}). Check the key ${IN_SETTINGS}, and on the server which hosts it trusts.`;
  return new KeyRefused(failure(server, 'server-refused', message, { detail }).failure);
}

export function serverBusy(server: NamedServer, detail: string): DesksideError {
  return failure(
    server,
    'server-refused',
    `${nameOf(server)} has no time for this now: it is still loading its model or has too many requests. Try again in a minute.`,
    { retryable: true, detail },
  );
}

export function serverFailed(server: NamedServer, status: number, detail: string): DesksideError {
  return failure(
    server,
    'server-refused',
    `${nameOf(server)} failed at this (it answered ${status}). Its own log says why; often its machine has too little memory for the model.`,
    { retryable: true, detail },
  );
}

export function requestRefused(server: NamedServer, status: number, detail: string): DesksideError {
  return failure(
    server,
    'server-refused',
    `${nameOf(server)} does not take what Deskside asks of it (it answered ${status}). A newer version of the server may.`,
    { detail },
  );
}

export function webPageOfServer(server: NamedServer): DesksideError {
  return failure(
    server,
    'server-refused',
    `${nameOf(server)} sent a web page instead of what an OpenAI-compatible server answers. Check its address ${IN_SETTINGS}; most end in /v1/.`,
    {},
  );
}

export function nonsenseFromServer(server: NamedServer, detail: string): DesksideError {
  return failure(
    server,
    'server-refused',
    `${nameOf(server)} does not answer as an OpenAI-compatible server does. Check its address ${IN_SETTINGS}, and whether the server is up to date.`,
    { detail },
  );
}

export function serverRedirects(server: NamedServer): DesksideError {
  return failure(
    server,
    'server-refused',
    `${nameOf(server)} sends on to another address, which Deskside does not follow. Enter the address that is asked in the end ${IN_SETTINGS}.`,
    {},
  );
}

export function notAnApi(server: NamedServer, detail: string): DesksideError {
  return failure(
    server,
    'server-refused',
    `${nameOf(server)} has nothing at this address. Check it ${IN_SETTINGS}; most end in /v1/.`,
    { detail },
  );
}

export function modelGone(server: NamedServer, model: string, detail: string): DesksideError {
  return failure(
    server,
    'model-missing',
    `${nameOf(server)} has no model called “${model}” (any more). Get it there, or choose another one ${IN_SETTINGS}.`,
    { detail },
  );
}

export function tooLongForServer(server: NamedServer, model: string, detail: string): DesksideError {
  return failure(
    server,
    'context-overflow',
    `This is too long for ${model} as ${nameOf(server)} runs it. Use a shorter text, or give the model a longer context there.`,
    { detail },
  );
}

export function unsupportedByServer(server: NamedServer, what: string, detail = ''): DesksideError {
  return failure(server, 'request-unsupported', `${nameOf(server)} ${what}`, { detail });
}

/** The words of the server for a failure's detail. */
export function wordsOf({ message, type }: ServerError): string {
  return type ? `${type}: ${message}` : message;
}

/** Characters; servers may repeat at length what they were sent. */
const LONGEST_DETAIL = 300;

function nameOf({ name, baseUrl }: NamedServer): string {
  return `“${name}” (${new URL(baseUrl).host})`;
}

function failure(
  server: NamedServer,
  code: FailureCode,
  message: string,
  { retryable = false, detail = '', cause }: { retryable?: boolean; detail?: string; cause?: unknown },
): DesksideError {
  // Servers and browsers repeat the key in what they say of it.
  const said = (server.apiKey ? detail.replaceAll(server.apiKey, '…') : detail).slice(0, LONGEST_DETAIL);
  return new DesksideError({ code, message, retryable, ...(said ? { detail: said } : {}) }, { cause });
}
