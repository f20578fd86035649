import type { Settings } from '../../contracts/settings';
import type { Observable } from '../../contracts/observable';
import { systemClock, type Clock } from '../../platform/clock';
import type { WritableObservable } from '../../platform/observable';
import { pageStorage, type PageStorage } from '../../platform/page-storage';
import type { BriefingProgress, BriefingWindow } from '../api';
import type { MailImport } from '../import-mail';
import { notePresence, type SeenBriefing } from '../last-briefing';
import type { MailRows } from '../mail-rows';
import { windowAt } from './briefing-window';

export interface WindowParts {
  /** Kept up to date. */
  readonly window: WritableObservable<BriefingWindow>;
  readonly rows: Pick<MailRows, 'current'>;
  readonly settings: Observable<Settings>;
  readonly mail: Pick<MailImport, 'importing'>;
  readonly briefing: Observable<BriefingProgress>;
  readonly storage?: PageStorage;
  readonly clock?: Clock;
  /** What tells whether the user sees the page. */
  readonly page?: Pick<Document, 'visibilityState' | 'addEventListener'>;
}

export interface WindowKeeper {
  /** Lifted, everything is shown whatever the settings say: until the next choice, the next visit or the next load of the page. */
  setLifted(lifted: boolean): void;
}

/** A page that is used notes so at most this often. */
const LOOK_EVERY_MS = 600_000;

/** Keeps the window in step with the time, the visit and the user's choice. */
export function keepWindow(parts: WindowParts): WindowKeeper {
  const { window, rows, settings, mail, briefing } = parts;
  const { storage = pageStorage(), clock = systemClock, page = document } = parts;
  let lastBriefing: SeenBriefing | null = null;
  let lastLook = 0;
  let lifted = false;
  let wanted = settings.get().briefingWindow;
  let { state } = briefing.get();

  function show(): void {
    window.set(windowAt(lifted ? 'everything' : wanted, new Date(clock.now()), lastBriefing));
  }

  /** When the last mail of the briefing on the page had come in; null while it is not whole. */
  function through(now: number): number | null {
    const ended = ['idle', 'done'].includes(briefing.get().state) && mail.importing.get() === null;
    const mails = rows.current();
    if (!ended || mails.length === 0 || mails.some(({ category }) => category === null)) return null;
    let [last, latest] = [now, ''];
    for (const { addedAt } of mails) {
      // These times are in order as texts too, and to read that of each of fifty thousand would be felt.
      if (addedAt === null || addedAt <= latest) continue;
      const ms = Date.parse(addedAt);
      if (ms <= now) [last, latest] = [ms, addedAt];
    }
    return last;
  }

  function look(): void {
    const now = clock.now();
    lastLook = now;
    const before = notePresence(storage, now, through(now));
    if (before?.at !== lastBriefing?.at) lifted = false;
    lastBriefing = before;
    show();
  }

  /** What begins or ends behind other tabs is not seen. */
  function lookIfShown(): void {
    if (page.visibilityState === 'visible') look();
    else show();
  }

  /** Once a key or a button has had its effect, so that no row moves away under it. */
  function lookWhenUsed(): void {
    if (Math.abs(clock.now() - lastLook) > LOOK_EVERY_MS) setTimeout(look);
  }

  lookIfShown();
  // When the user comes, and when they go: until then they saw what is there.
  page.addEventListener('visibilitychange', look);
  for (const use of ['click', 'keyup']) page.addEventListener(use, lookWhenUsed);
  settings.subscribe(({ briefingWindow }) => {
    if (briefingWindow === wanted) return;
    wanted = briefingWindow;
    lifted = false;
    show();
  });
  briefing.subscribe((progress) => {
    if (progress.state === state) return;
    state = progress.state;
    lookIfShown();
  });

  return {
    setLifted(is) {
      lifted = is;
      show();
    },
  };
}
