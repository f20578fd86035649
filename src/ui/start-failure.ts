import type { Failure } from '../contracts/failure';

/**
 * Says in place of the app why it could not start: in English at once, and in the language that the first paint began with as soon as its
 * words are there.
 */
export async function showStartFailure(target: HTMLElement, failure: Failure): Promise<void> {
  const text = document.createElement('p');
  text.setAttribute('role', 'alert');
  text.textContent = failure.message;
  target.replaceChildren(text);
  const { inPageLanguage } = await import('./start-failure-words');
  text.textContent = await inPageLanguage(failure);
}
