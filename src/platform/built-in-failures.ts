import { CANCELLED, DesksideError, type Failure } from '../contracts/failure';

/** Why a session with a model of the browser's could not be opened, from what `create` rejected with. */
export function sessionError(error: unknown, name: string): DesksideError {
  if (error instanceof DesksideError) return error;
  return new DesksideError(sessionFailure(nameOf(error), name, String(error)), { cause: error });
}

function sessionFailure(errorName: string, name: string, detail: string): Failure {
  switch (errorName) {
    case 'AbortError':
      return CANCELLED;
    case 'NotAllowedError':
      return {
        code: 'model-missing',
        message: `The browser fetches “${name}” only when you ask for it yourself. Press “Install” beside it under Models.`,
        retryable: false,
        detail,
      };
    case 'NetworkError':
      return {
        code: 'download-failed',
        message: `The browser could not fetch “${name}”. Check the connection and try again.`,
        retryable: true,
        detail,
      };
    case 'QuotaExceededError':
      return {
        code: 'context-overflow',
        message: `This is too long for “${name}”. Use a shorter text or another model.`,
        retryable: false,
        detail,
      };
    case 'NotSupportedError':
      return notOffered(name, detail);
    default:
      return {
        code: 'engine-unavailable',
        message: `The browser could not start “${name}”. Try again, or choose another model under Models.`,
        retryable: true,
        detail,
      };
  }
}

/** For browsers that do not have the model, or not on this machine. */
export function notOffered(name: string, detail?: string): Failure {
  return {
    code: 'engine-unavailable',
    message: `This browser does not offer “${name}” on this machine. Choose another model under Models.`,
    retryable: false,
    ...(detail === undefined ? {} : { detail }),
  };
}

/** For models that the browser would have to fetch first, which it does only on the user's word. */
export function notFetched(name: string): Failure {
  return {
    code: 'model-missing',
    message: `The browser has not fetched “${name}” yet. Press “Install” beside it under Models.`,
    retryable: false,
  };
}

/** The name of an exception, for instance `AbortError`; empty for what is none. */
export function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}
