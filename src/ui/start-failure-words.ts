import type { Failure } from '../contracts/failure';
import { failureText, loadAppWords } from './i18n/app-words.svelte';
import { isLocale } from './i18n/compiled/runtime.js';
import { speak } from './i18n/locale.svelte';

/** What a failure says in the language that the page has from its first paint. */
export async function inPageLanguage(failure: Failure): Promise<string> {
  const language = document.documentElement.lang.split('-')[0];
  if (!isLocale(language)) return failure.message;
  await loadAppWords(language);
  speak(language);
  return failureText(failure);
}
