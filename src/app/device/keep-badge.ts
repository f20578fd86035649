import type { Observable } from '../../contracts/observable';
import type { Settings } from '../../contracts/settings';
import type { MailRow } from '../api';

/** A briefing sorts many mails a second; the icon need not follow each. */
const REFRESH_EVERY_MS = 1_000;

/** The mails that want a reply and are not done. */
export function mailsToAnswer(rows: readonly Pick<MailRow, 'category' | 'done'>[]): number {
  return rows.filter(({ category, done }) => category === 'reply' && !done).length;
}

/** Keeps the number on the app's icon up to date; none while the setting is off. */
export function keepBadge(
  rows: Observable<readonly MailRow[]>,
  settings: Observable<Settings>,
  show: (count: number) => void,
): void {
  let shown: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function refresh(): void {
    timer = null;
    const count = settings.get().badge ? mailsToAnswer(rows.get()) : 0;
    if (count === shown) return;
    shown = count;
    show(count);
  }

  const soon = (): void => {
    timer ??= setTimeout(refresh, REFRESH_EVERY_MS);
  };
  rows.subscribe(soon);
  settings.subscribe(soon);
}
