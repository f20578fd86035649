import { CANCELLED, DesksideError, type Failure } from '../../contracts/failure';

const FOLDER_GONE: Failure = {
  code: 'server-unreachable',
  message:
    'The folder is not there at this moment. If it is on a drive, connect it; if it was moved, set it up again.',
  retryable: true,
};

const FOLDER_CLOSED: Failure = {
  code: 'permission-withdrawn',
  message: 'Deskside may no longer read this folder. Please allow it again.',
  retryable: false,
};

export const FILE_CHANGED: Failure = {
  code: 'source-changed',
  message: 'The mail was changed by its program while it was read. It is read again in a moment.',
  retryable: true,
};

/** Whether a file or a folder is no longer where it was. */
export const isMissing = (thrown: unknown): boolean =>
  thrown instanceof DOMException && (thrown.name === 'NotFoundError' || thrown.name === 'TypeMismatchError');

/** Whether bytes could not be read: browsers refuse a file that was changed since they looked at it, or that the system refuses. */
export const isUnreadable = (thrown: unknown): boolean =>
  thrown instanceof DOMException &&
  (thrown.name === 'NotReadableError' || thrown.name === 'InvalidStateError');

/** What the browser throws, as a failure of the source; anything else stays what it is. */
export function folderError(thrown: unknown): unknown {
  if (!(thrown instanceof DOMException)) return thrown;
  const failure = failureNamed(thrown.name);
  return failure ? new DesksideError({ ...failure, detail: thrown.message }, { cause: thrown }) : thrown;
}

function failureNamed(name: string): Failure | null {
  if (name === 'AbortError') return CANCELLED;
  if (name === 'NotAllowedError' || name === 'SecurityError') return FOLDER_CLOSED;
  if (name === 'NotFoundError' || name === 'TypeMismatchError') return FOLDER_GONE;
  if (name === 'NotReadableError' || name === 'InvalidStateError') return FILE_CHANGED;
  return null;
}
