import type { PageStorage } from '../platform/page-storage';

const KEY = 'deskside.visit';

/** Someone who comes back within this time, for instance by reloading, goes on with the same visit. */
const SAME_VISIT_MS = 4 * 3_600_000;

/** A whole briefing that the user saw. Times in milliseconds since 1970; stored as ISO 8601. */
export interface SeenBriefing {
  /** When it was last seen. */
  readonly at: number;
  /** When the last of its mails had come in. What came in later was not in it, even if that was stored while it was seen. */
  readonly through: number;
}

interface Visit {
  /** The last one of the visits before this one; null while there was none. */
  readonly before: SeenBriefing | null;
  /** The last one of all. */
  readonly seen: SeenBriefing | null;
  /** When the user was last here. */
  readonly here: number;
}

/**
 * Notes that the user is here, or just was. Returns the briefing that they saw last in an earlier visit; null while there was none. `through` is
 * that of the one before them, null where none ran to its end. What is stored is read anew each time, since another tab may go on with
 * the same visit.
 */
export function notePresence(storage: PageStorage, now: number, through: number | null): SeenBriefing | null {
  const visit = visitOf(read(storage), now, through);
  write(storage, visit);
  return visit.before;
}

/** The visit that goes on, or a new one. A clock that was set back makes nothing that is still to come look old. */
export function visitOf(stored: Visit | null, now: number, through: number | null): Visit {
  const [before, seen] = [stored?.before ?? null, stored?.seen ?? null].map((one) => notAfter(now, one));
  const goesOn = stored === null || now - stored.here < SAME_VISIT_MS;
  return {
    before: (goesOn ? before : seen) ?? null,
    seen: through === null ? (seen ?? null) : notAfter(now, { at: now, through }),
    here: now,
  };
}

function notAfter(now: number, seen: SeenBriefing | null): SeenBriefing | null {
  return seen && { at: Math.min(seen.at, now), through: Math.min(seen.through, now) };
}

function read(storage: PageStorage): Visit | null {
  try {
    const { before, seen, here } = JSON.parse(storage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    // An earlier version kept no `here`, and noted when the user was last here as `seen`.
    const last = msOf(here ?? seen);
    return last === null ? null : { before: seenOf(before), seen: seenOf(seen), here: last };
  } catch {
    return null;
  }
}

/** A full or forbidden storage only means that nothing is called new. */
function write(storage: PageStorage, visit: Visit): void {
  const iso = (ms: number) => new Date(ms).toISOString();
  const kept = (seen: SeenBriefing | null) => seen && { at: iso(seen.at), through: iso(seen.through) };
  try {
    const { before, seen, here } = visit;
    storage.setItem(KEY, JSON.stringify({ before: kept(before), seen: kept(seen), here: iso(here) }));
  } catch {
    return;
  }
}

function seenOf(value: unknown): SeenBriefing | null {
  const { at, through } =
    typeof value === 'object' ? { at: null, through: null, ...value } : { at: value, through: value };
  const [seenAt, seenThrough] = [msOf(at), msOf(through)];
  return seenAt === null || seenThrough === null ? null : { at: seenAt, through: seenThrough };
}

function msOf(value: unknown): number | null {
  const ms = typeof value === 'string' || typeof value === 'number' ? new Date(value).getTime() : NaN;
  return Number.isNaN(ms) ? null : ms;
}
