const NAMES: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Escape: 'Esc',
  Enter: 'Enter',
};

/** A key as keyboards name it. */
export function keyName(key: string): string {
  return NAMES[key] ?? key;
}
