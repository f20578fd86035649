import { DesksideError } from '../contracts/failure';

/** What an error says of memory that could not be had; null when it is about something else. Browsers throw a `RangeError` for buffers. */
export function toMemoryError(error: unknown): DesksideError | null {
  if (!(error instanceof RangeError)) return null;
  return new DesksideError(
    {
      code: 'out-of-memory',
      message:
        'There was not enough memory for this model. Close other tabs and try again, or choose a smaller one under Models; what is stored is safe.',
      retryable: false,
      detail: `${error.name}: ${error.message}`,
    },
    { cause: error },
  );
}
