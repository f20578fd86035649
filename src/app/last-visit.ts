import type { PageStorage } from '../platform/page-storage';

const KEY = 'deskside.visit';

/** Someone who comes back within this time, for instance by reloading, goes on with the same visit. */
const SAME_VISIT_MS = 4 * 3_600_000;

interface Visit {
  /** When the visit before this one ended; null when this is the first. */
  readonly before: number | null;
  /** When this one was last seen to go on. */
  readonly seen: number;
}

/** When the user was last here, ISO 8601; null on the first visit. Notes that they are here now, and again whenever they leave the page. */
export function readLastVisit(storage: PageStorage, now: number): string | null {
  const visit = visitOf(read(storage), now);
  write(storage, visit);
  if (typeof document !== 'undefined')
    document.addEventListener('visibilitychange', () => write(storage, { ...visit, seen: Date.now() }));
  return visit.before === null ? null : new Date(visit.before).toISOString();
}

/** The visit that goes on, or a new one. */
export function visitOf(stored: Visit | null, now: number): Visit {
  if (stored === null) return { before: null, seen: now };
  return now - stored.seen < SAME_VISIT_MS ? { ...stored, seen: now } : { before: stored.seen, seen: now };
}

function read(storage: PageStorage): Visit | null {
  try {
    const { before, seen } = JSON.parse(storage.getItem(KEY) ?? 'null') as Partial<Visit>;
    const valid = typeof seen === 'number' && (typeof before === 'number' || before === null);
    return valid ? { before, seen } : null;
  } catch {
    return null;
  }
}

/** A full or forbidden storage only means that nothing is called new. */
function write(storage: PageStorage, visit: Visit): void {
  try {
    storage.setItem(KEY, JSON.stringify(visit));
  } catch {
    return;
  }
}
