import { DesksideError, type Failure } from '../contracts/failure';

const SENTENCES: Readonly<Record<string, Pick<Failure, 'code' | 'message' | 'retryable'>>> = {
  QuotaExceededError: {
    code: 'quota-exceeded',
    message:
      'The browser has no storage left for Deskside. Free some disk space or delete a model, then try again.',
    retryable: false,
  },
  VersionError: {
    code: 'storage-unavailable',
    message:
      'Your data was saved by a newer Deskside. Reload the page to get that version; nothing was changed.',
    retryable: false,
  },
};

const UNKNOWN: Pick<Failure, 'code' | 'message' | 'retryable'> = {
  code: 'storage-unavailable',
  message:
    'The browser’s storage did not answer. Reload the page; if that does not help, restart the browser.',
  retryable: true,
};

/** What an error of IndexedDB means for the user. */
export function toStorageError(error: unknown): DesksideError {
  const name = error instanceof Error ? error.name : '';
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new DesksideError({ ...(SENTENCES[name] ?? UNKNOWN), detail }, { cause: error });
}

/** Whether the database was made by a newer version of the app, so that working without it would hide the user's data. */
export function isNewerDatabase(error: unknown): boolean {
  return (
    error instanceof DesksideError && error.cause instanceof Error && error.cause.name === 'VersionError'
  );
}
