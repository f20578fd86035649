import * as m from '../i18n/compiled/messages';

const NAMES: Readonly<Record<string, () => string>> = {
  ArrowDown: () => '↓',
  ArrowUp: () => '↑',
  Escape: () => 'Esc',
  Enter: m.common_key_enter,
  Delete: m.common_key_delete,
  Mod: () => (isMac() ? '⌘' : m.common_key_ctrl()),
};

const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.platform);

/** A key as keyboards name it. */
function keyName(key: string): string {
  return NAMES[key]?.() ?? key;
}

/** The keys of a shortcut one by one, as they are to be shown. */
export function keysOf(shortcut: string): readonly string[] {
  return shortcut.split(/[ +]/).map(keyName);
}
