import type { Language } from '../../contracts/settings';
import { loadAppWords } from './app-words.svelte';
import { baseLocale, isLocale, overwriteGetLocale, type Locale } from './compiled/runtime.js';
import { formatLocale } from './format-locale';

let current = $state<Locale>(baseLocale);
// Messages ask for it as they are shown, so that a change shows at once wherever one stands.
overwriteGetLocale(() => current);

/** The first of the browser's languages that there is a catalogue for. */
function languageOfBrowser(languages: readonly string[] = navigator.languages): Locale {
  return languages.map((tag) => tag.split('-')[0]).find(isLocale) ?? baseLocale;
}

/** Shows the page in this language from now on, and says so to the browser and to screen readers. */
export function speak(language: Language): void {
  current = language === 'auto' ? languageOfBrowser() : language;
  document.documentElement.lang = formatLocale();
  void loadAppWords(current);
}
