/** The number on the icon of the installed app; browsers without one lack these methods. */
export interface BadgeNavigator {
  setAppBadge?(count?: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

export function canShowBadge(browser: BadgeNavigator = navigator): boolean {
  return typeof browser.setAppBadge === 'function';
}

/** Shows a number on the app's icon, none for 0. Never rejects: a browser may refuse, and the icon only stays as it was. */
export async function showBadge(count: number, browser: BadgeNavigator = navigator): Promise<void> {
  try {
    await (count > 0 ? browser.setAppBadge?.(count) : browser.clearAppBadge?.());
  } catch {
    // Refused, for instance while the app is not installed.
  }
}
