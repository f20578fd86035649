import { DesksideError } from '../contracts/failure';
import type { ModelSource } from '../contracts/model';
import type { ModelFile } from '../contracts/model';
import { toMemoryError } from '../platform/memory-error';

/** What one address did wrong, and whether asking it again can help. */
export class AddressFailure extends Error {
  override readonly name = 'AddressFailure';
  /** For the user, should no other address do better. */
  readonly error: DesksideError;
  readonly retryable: boolean;
  /** Milliseconds that the server asks to wait; 0 when it does not say. */
  readonly retryAfterMs: number;

  constructor(error: DesksideError, { retryable = false, retryAfterMs = 0 } = {}) {
    super(error.message);
    this.error = error;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What was thrown while a file was fetched. Whatever is not known to be final is a connection that broke. */
export function toAddressFailure(thrown: unknown): AddressFailure {
  if (thrown instanceof AddressFailure) return thrown;
  const final = thrown instanceof DesksideError ? thrown : toMemoryError(thrown);
  if (final) return new AddressFailure(final, { retryable: final.failure.retryable });
  const error = new DesksideError(
    {
      code: 'download-failed',
      message:
        'The connection broke while the model was being downloaded. What has arrived is kept; try again to go on from there.',
      retryable: true,
      detail: String(thrown),
    },
    { cause: thrown },
  );
  return new AddressFailure(error, { retryable: true });
}

export function refusedByServer(file: ModelFile, status: number): DesksideError {
  // Hubs count requests over minutes and do not let pages read how long to wait.
  const tooOften = status === 429;
  return new DesksideError({
    code: 'download-failed',
    message: tooOften
      ? 'The server has been asked too often and wants a pause. What has arrived is kept; go on in a few minutes.'
      : `The server does not give out the model file “${file.path}” (it answered ${status}). Try again later, or ask whoever runs it.`,
    retryable: isPassing(status),
    detail: `HTTP ${status}`,
  });
}

/** Whether an answer of this status may be another one a little later. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

export function webPageInstead(file: ModelFile, type: string): DesksideError {
  return new DesksideError({
    code: 'download-failed',
    message: `The server sent a web page instead of the model file “${file.path}”. A login page or a proxy may be in the way: open the internet in another tab, sign in where asked, and try again.`,
    retryable: false,
    detail: `content-type ${type}`,
  });
}

/** For a model whose files can be had nowhere. */
export function noAddress(name: string, source: ModelSource['kind'], address?: string): DesksideError {
  if (address !== undefined) return addressNotAllowed(name, address);
  return source === 'hub'
    ? new DesksideError({
        code: 'source-not-allowed',
        message: `“${name}” comes from a model hub, and Deskside may not reach one yet. Allow it under Models, “Where models come from”.`,
        retryable: false,
      })
    : new DesksideError({
        code: 'model-missing',
        message: `“${name}” came from a file of yours, so it cannot be fetched again. Add that file once more under Models.`,
        retryable: false,
      });
}

/** For a model one of whose files lies with a server of its own. */
export function addressNotAllowed(name: string, address: string): DesksideError {
  const { origin, host } = new URL(address);
  return new DesksideError({
    code: 'source-not-allowed',
    message: `“${name}” runs with a model library from ${host}, which Deskside may not reach yet. Add ${origin} to the redirect hosts under Models, “Where models come from”, and load the page again.`,
    retryable: false,
    detail: address,
  });
}

/** For an address that the policy allows and that leads to one which it does not. */
export function redirectedAway(address: string): DesksideError {
  return new DesksideError({
    code: 'source-not-allowed',
    message: `${new URL(address).host} hands this download over to another server, which Deskside may not reach. Add that server under Models, “Where models come from”, and reload the page.`,
    retryable: false,
    detail: address,
  });
}
