import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { OwnServer } from '../../contracts/own-server';
import type { Fetch } from '../fetch';
import { createSilenceLimit } from '../silence-limit';
import { parseJson } from './server-error';
import {
  nonsenseFromServer,
  serverRedirects,
  serverSilent,
  serverUnreachable,
  webPageOfServer,
} from './server-failures';
import { isWebPage, refusalOf } from './server-refusal';

/** The server that is asked, and the only way to it. */
export interface ServerConnection {
  readonly server: OwnServer;
  readonly fetch: Fetch;
}

export interface ServerQuestion {
  /** Absolute; one of the server's own. */
  readonly address: string;
  /** Sent as JSON by POST; a GET without it. */
  readonly body?: unknown;
  /** The model that the question is for, to be named when the server has none such. */
  readonly model?: string;
}

/** Milliseconds of silence. What a server tells of itself it knows at once. */
const SILENCE_MS = 30_000;
/** Servers fetch a model into memory when it is first asked, and a large one on a slow machine may read a long prompt for minutes. */
export const SILENCE_OF_MODEL_MS = 5 * 60_000;

/** Everything but what is asked for stays at home: cookies, the page's address, caches; and the key goes to this server only. */
function requestOf({ apiKey }: OwnServer, { body }: ServerQuestion, signal: AbortSignal): RequestInit {
  return {
    signal,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(apiKey === null ? {} : { Authorization: `Bearer ${apiKey}` }),
    },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
  };
}

/**
 * Asks the server and gives its answer, the body yet unread. Rejects with `server-unreachable`, `server-refused`, `model-missing`,
 * `context-overflow`, `request-unsupported` or, when the signal aborts, `cancelled`.
 */
export async function askServer(
  { server, fetch }: ServerConnection,
  question: ServerQuestion,
  signal: AbortSignal,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(question.address, requestOf(server, question, signal));
  } catch (error) {
    // The way to the server may refuse to take a text there.
    if (error instanceof DesksideError) throw error;
    throw signal.aborted ? new DesksideError(CANCELLED) : serverUnreachable(server, error);
  }
  const { status, type } = response;
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) throw serverRedirects(server);
  if (!response.ok) throw await refusalOf(server, question.model ?? null, response);
  return response;
}

/** As `askServer`, with the answer read as JSON. Rejects with `server-unreachable` when the server takes the question and never answers. */
export async function askServerForJson(
  connection: ServerConnection,
  question: ServerQuestion,
  signal: AbortSignal,
): Promise<unknown> {
  const limitMs = question.model === undefined ? SILENCE_MS : SILENCE_OF_MODEL_MS;
  const silence = createSilenceLimit(limitMs, signal);
  try {
    return await silence.within(readJson(connection, question, silence.signal));
  } catch (error) {
    throw silence.expired && !signal.aborted ? serverSilent(connection.server, limitMs) : error;
  } finally {
    silence.abandon();
  }
}

async function readJson(
  connection: ServerConnection,
  question: ServerQuestion,
  signal: AbortSignal,
): Promise<unknown> {
  const response = await askServer(connection, question, signal);
  const text = await response.text().catch((error: unknown) => {
    throw signal.aborted ? new DesksideError(CANCELLED) : serverUnreachable(connection.server, error);
  });
  const json = parseJson(text);
  if (json !== undefined) return json;
  throw isWebPage(response, text)
    ? webPageOfServer(connection.server)
    : nonsenseFromServer(connection.server, 'no JSON');
}
