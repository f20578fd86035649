import { handBackLogin, isLoginAnswer } from '../platform/oauth/login-window-return';
import { endFirstPaint } from './first-paint/end-first-paint';
import * as m from './i18n/compiled/messages';
import { baseLocale, isLocale } from './i18n/compiled/runtime.js';

/**
 * All that Deskside does in a window that a provider of mail sent back: it hands the answer to the page that waits for it, and closes. Where
 * the browser keeps the window open, it says what to do. False, with nothing done, where the address holds no such answer.
 */
export async function endLoginWindow(target: HTMLElement): Promise<boolean> {
  const { hash, pathname, search } = location;
  if (!isLoginAnswer(hash)) return false;
  // A token is nothing for the history of the browser.
  history.replaceState(null, '', pathname + search);
  const isTaken = await handBackLogin(hash);
  if (isTaken) window.close();
  endFirstPaint();
  const language = document.documentElement.lang.split('-')[0];
  const locale = isLocale(language) ? language : baseLocale;
  const text = document.createElement('p');
  text.setAttribute('role', 'status');
  text.textContent = (isTaken ? m.sources_login_done : m.sources_login_lost)({}, { locale });
  target.replaceChildren(text);
  return true;
}
