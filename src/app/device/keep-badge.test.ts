import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Settings } from '../../contracts/settings';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import { createObservable } from '../../platform/observable';
import type { MailRow } from '../api';
import { keepBadge, mailsToAnswer } from './keep-badge';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const row = (category: MailRow['category'], done = false) => ({ category, done }) as MailRow;

it('counts mails that want a reply and are not done', () => {
  expect(mailsToAnswer([row('reply'), row('reply', true), row('act'), row(null)])).toBe(1);
});

it('follows the mails, shows nothing while it is off, and does not repeat itself', () => {
  const rows = createObservable<readonly MailRow[]>([row('reply'), row('reply')]);
  const settings = createObservable<Settings>(DEFAULT_SETTINGS);
  const show = vi.fn();
  const shownAfter = (change: () => void) => {
    change();
    vi.runAllTimers();
    const counts = show.mock.calls.map(([count]) => count);
    show.mockClear();
    return counts;
  };
  expect(shownAfter(() => keepBadge(rows, settings, show))).toEqual([2]);
  expect(shownAfter(() => rows.set([row('reply'), row('reply'), row('read')]))).toEqual([]);
  expect(shownAfter(() => rows.set([row('reply'), row('reply', true)]))).toEqual([1]);
  expect(shownAfter(() => settings.update((now) => ({ ...now, badge: false })))).toEqual([0]);
  expect(shownAfter(() => rows.set([row('reply')]))).toEqual([]);
  expect(shownAfter(() => settings.update((now) => ({ ...now, badge: true })))).toEqual([1]);
  expect(shownAfter(() => rows.set([]))).toEqual([0]);
});
