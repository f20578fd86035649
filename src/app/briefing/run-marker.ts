import type { PageStorage } from '../../platform/page-storage';

/** Runs that ended with the page, not by themselves, before a run is no longer taken up on its own. */
const MOST_ATTEMPTS = 2;
/** Steps of mails that a run must have stored for its end not to count against it. */
const GOT_ON = 20;
const KEY = 'deskside.briefing-attempts';

/** Remembers across reloads that a briefing runs, so that it is taken up again, but not for ever when it takes the page down each time. */
export interface RunMarker {
  begin(): void;
  end(): void;
  /** The page is being closed or reloaded by the user, which says nothing against the run. */
  leave(): void;
  /** `resume`: a reload cut a run short; `give-up`: it happened too often in a row, and nothing came of it. */
  afterReload(): 'nothing' | 'resume' | 'give-up';
}

/** @param stored steps of mails that are stored, of any run */
export function createRunMarker(storage: PageStorage, stored: () => number): RunMarker {
  /** What runs that were cut short leave; an earlier version kept no second number. */
  function left(): { readonly attempts: number; readonly stored: number } | null {
    const [attempts, storedThen = 0] = storage.getItem(KEY)?.split(' ').map(Number) ?? [];
    return attempts === undefined ? null : { attempts, stored: storedThen };
  }
  /** Runs in a row that ended with the page and brought little. */
  function attempts(): number {
    const last = left();
    return last === null || stored() - last.stored >= GOT_ON ? 0 : last.attempts;
  }
  return {
    begin: () => storage.setItem(KEY, `${attempts() + 1} ${stored()}`),
    end: () => storage.removeItem(KEY),
    leave() {
      if (left()) storage.setItem(KEY, '0');
    },
    afterReload() {
      if (left() === null) return 'nothing';
      return attempts() <= MOST_ATTEMPTS ? 'resume' : 'give-up';
    },
  };
}
