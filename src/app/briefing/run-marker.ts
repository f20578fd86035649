import type { PageStorage } from '../../platform/page-storage';

/** Runs that ended with the page, not by themselves, before a run is no longer taken up on its own. */
const MOST_ATTEMPTS = 2;
const KEY = 'deskside.briefing-attempts';

/** Remembers across reloads that a briefing runs, so that it is taken up again, but not for ever when it takes the page down each time. */
export interface RunMarker {
  begin(): void;
  end(): void;
  /** The page is being closed or reloaded by the user, which says nothing against the run. */
  leave(): void;
  /** `resume`: a reload cut a run short; `give-up`: it happened too often in a row. */
  afterReload(): 'nothing' | 'resume' | 'give-up';
}

export function createRunMarker(storage: PageStorage): RunMarker {
  const attempts = () => Number(storage.getItem(KEY) ?? 0);
  return {
    begin: () => storage.setItem(KEY, String(attempts() + 1)),
    end: () => storage.removeItem(KEY),
    leave() {
      if (storage.getItem(KEY) !== null) storage.setItem(KEY, '0');
    },
    afterReload() {
      if (storage.getItem(KEY) === null) return 'nothing';
      return attempts() <= MOST_ATTEMPTS ? 'resume' : 'give-up';
    },
  };
}
