import type { DesksideError } from '../../contracts/failure';
import { isOverflow, parseJson, parseServerError, type ServerError } from './server-error';
import {
  keyRefused,
  modelGone,
  notAnApi,
  requestRefused,
  serverBusy,
  serverFailed,
  tooLongForServer,
  unsupportedByServer,
  webPageOfServer,
  wordsOf,
  type NamedServer,
} from './server-failures';

/** What an answer with an error's status stands for. `model` is the one that was asked for, null for what concerns none. */
export async function refusalOf(
  server: NamedServer,
  model: string | null,
  response: Response,
): Promise<DesksideError> {
  const body = await response.text().catch(() => '');
  const error = parseServerError(parseJson(body)) ?? { message: '', type: '', status: null };
  return errorToFailure(server, model, response.status, error, isWebPage(response, body));
}

/** What an error in the middle of a stream stands for. */
export function errorInStream(server: NamedServer, model: string, error: ServerError): DesksideError {
  return errorToFailure(server, model, error.status ?? 500, error, false);
}

function errorToFailure(
  server: NamedServer,
  model: string | null,
  status: number,
  error: ServerError,
  webPage: boolean,
): DesksideError {
  const detail = wordsOf(error) || `HTTP ${status}`;
  if (status === 401 || status === 403) return keyRefused(server, status, detail);
  if (status === 429 || status === 503) return serverBusy(server, detail);
  if (model !== null && (status === 413 || isOverflow(error))) return tooLongForServer(server, model, detail);
  if (model !== null && isAboutMissingModel(status, error)) return modelGone(server, model, detail);
  if (isAboutContinuing(error)) {
    return unsupportedByServer(server, 'does not let this model go on from a beginning.', detail);
  }
  if (webPage) return webPageOfServer(server);
  if (status === 404 || status === 405) return notAnApi(server, detail);
  if (status === 501)
    return unsupportedByServer(server, 'is not set up for what this model is to do.', detail);
  return status >= 500 ? serverFailed(server, status, detail) : requestRefused(server, status, detail);
}

/** A missing endpoint is a 404 as well, but nobody speaks of a model there. */
function isAboutMissingModel(status: number, { message, type }: ServerError): boolean {
  if (/model_not_found/i.test(type)) return true;
  const said =
    /\bmodel\b.*(not found|does not exist|not exist|no such|could not be found)|no model|not found.*\bmodel\b/i;
  return (status === 404 || status === 400 || status >= 500) && said.test(message);
}

/** llama.cpp's, of models that think before they answer. */
function isAboutContinuing({ message }: ServerError): boolean {
  return /prefill/i.test(message);
}

export function isWebPage({ headers }: Pick<Response, 'headers'>, body: string): boolean {
  return /text\/html/i.test(headers.get('content-type') ?? '') || /^\s*<(!doctype|html)/i.test(body);
}
