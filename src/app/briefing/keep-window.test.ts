import { beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import type { Settings } from '../../contracts/settings';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import { createObservable } from '../../platform/observable';
import { createMemoryPageStorage } from '../../platform/page-storage';
import type { BriefingProgress, BriefingWindow, MailRow } from '../api';
import { windowAt } from './briefing-window';
import { keepWindow } from './keep-window';

const HOUR = 3_600_000;
/** A Tuesday. */
const EVENING = Date.UTC(2026, 10, 24, 18);
const iso = (ms: number) => new Date(ms).toISOString();

let storage = createMemoryPageStorage();
let now = EVENING;

/** The page as it is loaded; `sorted` says of each mail whether it is sorted, `arrivals` when it came in. */
function open({
  visible = true,
  sorted = [] as readonly boolean[],
  arrivals = [] as readonly number[],
} = {}) {
  const page = Object.assign(new EventTarget(), {
    visibilityState: visible ? ('visible' as const) : ('hidden' as DocumentVisibilityState),
  });
  const window = createObservable<BriefingWindow>(windowAt('everything', new Date(now), null));
  const settings = createObservable<Settings>(DEFAULT_SETTINGS);
  const briefing = createObservable({ state: 'idle' } as BriefingProgress);
  const importing = createObservable<null>(null);
  let mails = sorted;
  const keeper = keepWindow({
    ...{ window, settings, briefing, storage, page },
    rows: {
      current: () =>
        mails.map(
          (is, nth) => ({ category: is ? 'read' : null, addedAt: iso(arrivals[nth] ?? EVENING) }) as MailRow,
        ),
    },
    mail: { importing },
    clock: { now: () => now },
  });
  return {
    keeper,
    settings,
    shown: () => window.get(),
    brief(state: BriefingProgress['state'] = 'done') {
      mails = [...mails, false];
      briefing.set({ state: 'running' } as BriefingProgress);
      if (state === 'done') mails = mails.map(() => true);
      briefing.set({ state } as BriefingProgress);
    },
    click: () => page.dispatchEvent(new Event('click')),
    show(state: DocumentVisibilityState) {
      page.visibilityState = state as 'visible';
      page.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

beforeEach(() => {
  storage = createMemoryPageStorage();
  now = EVENING;
});

describe('the window', () => {
  it('is everything on the first visit, and from the next one on what came since its briefing', () => {
    const first = open();
    first.brief();
    expect(first.shown().kind).toBe('everything');
    now += 14 * HOUR;
    expect(open({ sorted: [true] }).shown()).toMatchObject({ kind: 'last', since: iso(EVENING) });
  });

  it('begins after the last mail that had come in by then, wherever that stands in the list and whatever a clock ran ahead', () => {
    const last = EVENING - HOUR;
    open({
      sorted: [true, true, true, true],
      arrivals: [last - HOUR, last, EVENING + HOUR, last - 2 * HOUR],
    });
    now += 14 * HOUR;
    const { holds } = open({ sorted: [true] }).shown();
    const isNew = (ms: number) => holds({ date: null, addedAt: iso(ms) });
    expect([isNew(last), isNew(last + 1)]).toEqual([false, true]);
  });

  it('stays since the briefing before when one was cancelled, failed, or ended behind other tabs', () => {
    open().brief();
    now += 14 * HOUR;
    const second = open({ sorted: [true, false] });
    second.brief('cancelled');
    second.brief('failed');
    second.show('hidden');
    second.brief();
    now += 24 * HOUR;
    expect(open({ sorted: [true] }).shown().since).toBe(iso(EVENING));
  });

  it('moves on in a page that is never closed: with the user who comes back, and with a run after a long break', () => {
    const page = open();
    page.brief();
    page.show('hidden');
    now += 14 * HOUR;
    page.show('visible');
    expect(page.shown()).toMatchObject({ kind: 'last', since: iso(EVENING) });
    page.brief();
    expect(page.shown().since).toBe(iso(EVENING));
    const morning = now;
    now += 24 * HOUR;
    page.brief();
    expect(page.shown().since).toBe(iso(morning));
  });

  it('moves on when a page is used that was in front all night, after what the click does', async () => {
    const page = open();
    page.brief();
    now += 14 * HOUR;
    page.click();
    expect(page.shown().kind).toBe('everything');
    await eventually(() => expect(page.shown()).toMatchObject({ kind: 'last', since: iso(EVENING) }));
  });

  it('is not moved by a page that was loaded behind others', () => {
    open().brief();
    now += 14 * HOUR;
    const behind = open({ visible: false, sorted: [true] });
    now += 14 * HOUR;
    behind.show('visible');
    expect(behind.shown().since).toBe(iso(EVENING));
  });

  it('follows the choice, and shows everything until the next one when it is taken away', () => {
    open().brief();
    now += 14 * HOUR;
    const { keeper, settings, shown } = open({ sorted: [true] });
    settings.update((all) => ({ ...all, briefingWindow: 'overnight' }));
    expect(shown().kind).toBe('overnight');
    keeper.setLifted(true);
    expect(shown().kind).toBe('everything');
    settings.update((all) => ({ ...all, theme: 'dark' }));
    expect(shown().kind).toBe('everything');
    keeper.setLifted(false);
    expect(shown().kind).toBe('overnight');
    settings.update((all) => ({ ...all, briefingWindow: 'everything' }));
    expect(shown().kind).toBe('everything');
  });

  it('comes back with the next visit after it was taken away', () => {
    const page = open();
    page.brief();
    page.show('hidden');
    now += 14 * HOUR;
    page.show('visible');
    page.keeper.setLifted(true);
    expect(page.shown().kind).toBe('everything');
    page.show('hidden');
    now += 24 * HOUR;
    page.show('visible');
    expect(page.shown().kind).toBe('last');
  });
});
