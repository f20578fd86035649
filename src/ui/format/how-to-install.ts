import * as m from '../i18n/compiled/messages';
/** How one installs a page as an app where the browser lets no page offer it. By the browser's own words, as of 2026. */
export function howToInstall({
  userAgent,
  maxTouchPoints,
}: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): string {
  // An iPad says that it is a Mac, but no Mac is touched.
  const isAppleTouch = /iPhone|iPad/u.test(userAgent) || (/Macintosh/u.test(userAgent) && maxTouchPoints > 1);
  if (isAppleTouch) return m.settings_install_apple_touch();
  if (/Firefox\//u.test(userAgent)) {
    if (/Android/u.test(userAgent)) return m.settings_install_firefox_android();
    if (/Windows/u.test(userAgent)) return m.settings_install_firefox_windows();
    return m.settings_install_firefox();
  }
  if (/Macintosh/u.test(userAgent) && /Version\/[\d.]+ Safari\//u.test(userAgent))
    return m.settings_install_safari();
  return m.settings_install_other();
}
