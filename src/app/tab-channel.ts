import type { Write } from '../history/note-writes';

/** The tables that other tabs follow, because they show them or begin from them. */
const FOLLOWED_TABLES = [
  'outlines',
  'results',
  'answers',
  'marks',
  'corrections',
  'rules',
  'voices',
  'labelSets',
  'labelRuns',
  'documents',
  'folders',
  'search',
  'settings',
  'escalationSetup',
  'permissions',
  'spending',
] as const;
export type FollowedTable = (typeof FOLLOWED_TABLES)[number];

/** By table, the keys of the rows that were written or deleted; null where the table was emptied, whatever came after. */
export type Writes = Map<FollowedTable, Set<string> | null>;

/** What other tabs tell, and what this tab writes, before what follows them is loaded. */
export interface Joined {
  readonly channel: BroadcastChannel;
  readonly heard: MessageEvent[];
  readonly written: Write[];
}

export interface TabChannel {
  /** Tells the other tabs what this one has written: the first at once, what follows soon after it together. */
  tell(writes: readonly Write[]): void;
  /** Tells now what is gathered, for when the page may be about to go. */
  flush(): void;
  /** What came while the listener is at work comes together after it. What fails is in step again after a reload. */
  listen(listener: (writes: Writes) => Promise<void>): void;
}

/** A briefing changes some hundred mails a second and an import brings a thousand; the other tabs need not read each by itself. */
const GATHER_MS = 150;

/** @param heard what came over the channel before */
export function openTabChannel(channel: BroadcastChannel, heard: readonly MessageEvent[] = []): TabChannel {
  const toTell: Writes = new Map();
  const toFollow: Writes = new Map();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldAt = -Infinity;
  let listener: ((writes: Writes) => Promise<void>) | null = null;
  let isFollowing = false;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (toTell.size === 0) return;
    channel.postMessage(toTell);
    toTell.clear();
    toldAt = performance.now();
  }

  async function follow(): Promise<void> {
    if (isFollowing || !listener) return;
    isFollowing = true;
    while (toFollow.size > 0) {
      const writes = new Map(toFollow);
      toFollow.clear();
      await listener(writes).catch(() => undefined);
    }
    isFollowing = false;
  }

  function hear({ data }: MessageEvent<Writes>): void {
    for (const [table, keys] of data) gather(toFollow, table, keys);
    void follow();
  }

  heard.forEach(hear);
  channel.onmessage = hear;
  return {
    flush,
    tell(writes) {
      for (const [name, key] of writes) {
        const table = FOLLOWED_TABLES.find((each) => each === name);
        if (table) gather(toTell, table, key === null ? null : [key]);
      }
      // Timers of a tab that is out of sight come late.
      if (performance.now() - toldAt >= GATHER_MS) flush();
      else timer ??= setTimeout(flush, GATHER_MS);
    },
    listen(next) {
      listener = next;
      void follow();
    },
  };
}

function gather(to: Writes, table: FollowedTable, keys: Iterable<string> | null): void {
  const known = to.get(table);
  if (known === null || keys === null) to.set(table, null);
  else {
    const all = known ?? new Set();
    for (const key of keys) all.add(key);
    to.set(table, all);
  }
}
