import { DesksideError } from '../../contracts/failure';

/** For a file that was moved, changed or unplugged after it was picked. */
export function unreadableFile(name: string, cause: unknown): DesksideError {
  return new DesksideError(
    {
      code: 'integrity-failed',
      message: `The browser can no longer read “${name}”. If it was moved or changed, or lies on a drive that is not connected, put it back and pick it again.`,
      retryable: false,
      detail: String(cause),
    },
    { cause },
  );
}
