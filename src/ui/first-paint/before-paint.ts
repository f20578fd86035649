/*
 * Runs before anything is drawn: the colours, the language and the view that the first paint is for. The build makes a classic script of
 * this file alone (`scripts/vite/first-paint.ts`), so it imports nothing but types.
 */
import type { KeptLook } from './kept-look';

/** The build puts the languages of the catalogue in its place. */
declare const __LOCALES__: readonly string[];

{
  const root = document.documentElement;
  let kept: Partial<KeptLook> = {};
  try {
    kept = JSON.parse(localStorage.getItem('deskside.look') ?? '{}') as Partial<KeptLook>;
  } catch {
    // Storage that is forbidden or garbled: as on the first visit.
  }
  if (kept.theme === 'light' || kept.theme === 'dark') root.dataset['theme'] = kept.theme;
  const language = [kept.language ?? '', ...navigator.languages]
    .map((tag) => tag.split('-')[0] ?? '')
    .find((tag) => __LOCALES__.includes(tag));
  if (language && !root.lang.startsWith(language)) root.lang = language;
  // The words are those of the welcome; other views begin with the frame alone.
  if (kept.hasMail || !/^(?:#\/?)?$/.test(location.hash)) root.dataset['begins'] = 'frame';
}
