import { capitalise } from './letter-case';

/** The user's note as a sentence of its own. */
export function asSentence(note: string): string {
  return asEnding(capitalise(note));
}

/** The user's note as the end of a sentence. */
export function asEnding(note: string): string {
  return /[.!?…]$/u.test(note) ? note : `${note}.`;
}
