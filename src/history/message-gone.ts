import { DesksideError } from '../contracts/failure';

export function messageGone(): DesksideError {
  return new DesksideError({
    code: 'internal',
    message: 'A mail is no longer in the store, perhaps deleted in another tab. Reload the page.',
    retryable: true,
  });
}
