import type { Failure } from '../contracts/failure';
import { failureText, loadAppWords } from './i18n/app-words.svelte';
import { isLocale } from './i18n/compiled/runtime.js';
import { speak } from './i18n/locale.svelte';

/**
 * Says in place of the app why it could not start: in English at once, and in the language that the first paint began with as soon as its
 * words are there.
 */
export async function showStartFailure(target: HTMLElement, failure: Failure): Promise<void> {
  const text = document.createElement('p');
  text.setAttribute('role', 'alert');
  text.textContent = failure.message;
  target.replaceChildren(text);
  const language = document.documentElement.lang.split('-')[0];
  if (!isLocale(language)) return;
  await loadAppWords(language);
  speak(language);
  text.textContent = failureText(failure);
}
