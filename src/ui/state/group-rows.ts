import type { MailRow } from '../../app/api';
import { CATEGORIES } from '../../contracts/briefing';
import { isUnsure } from '../format/certainty';

/** The groups of the list, in the order in which they stand there: what is sorted comes first, so that results show; what is done comes last. */
export const GROUP_IDS = [...CATEGORIES, 'unsorted', 'done'] as const;
export type GroupId = (typeof GROUP_IDS)[number];

export interface MailGroup {
  readonly id: GroupId;
  /** Urgent ones first, otherwise in the order given. */
  readonly rows: readonly MailRow[];
  readonly urgentCount: number;
  /** Those that are here because this is likeliest, not because it is sure. */
  readonly unsureCount: number;
}

export interface GroupHeading {
  readonly heading: GroupId;
  readonly count: number;
  readonly urgentCount: number;
  readonly unsureCount: number;
  readonly collapsed: boolean;
}

/** What the virtual list shows: rows as they are, so that fifty thousand of them cost no copies. */
export type ListEntry = GroupHeading | MailRow;

export function isHeading(entry: ListEntry): entry is GroupHeading {
  return 'heading' in entry;
}

/** Where a mail stands. */
export function groupOf(row: MailRow): GroupId {
  return row.done ? 'done' : (row.category ?? 'unsorted');
}

/** Stable for one entry over all updates. */
export function entryKey(entry: ListEntry): string {
  return isHeading(entry) ? `group:${entry.heading}` : `mail:${entry.id}`;
}

/** Where the entry of a key stands; -1 where it does not. Compared without making the keys of fifty thousand others. */
export function entryIndex(entries: readonly ListEntry[], key: string): number {
  const name = key.slice(key.indexOf(':') + 1);
  return key.startsWith('group:')
    ? entries.findIndex((entry) => isHeading(entry) && entry.heading === name)
    : entries.findIndex((entry) => !isHeading(entry) && entry.id === name);
}

/** One pass over the rows; groups without mail are left out. Below `leastConfidence` a mail is not sure to belong where it is. */
export function groupRows(rows: readonly MailRow[], leastConfidence: number): MailGroup[] {
  const unsure = new Map<GroupId, number>();
  const urgent = new Map<GroupId, MailRow[]>(GROUP_IDS.map((id) => [id, []]));
  const calm = new Map<GroupId, MailRow[]>(GROUP_IDS.map((id) => [id, []]));
  for (const row of rows) {
    const id = groupOf(row);
    (row.urgent ? urgent : calm).get(id)?.push(row);
    if (!row.done && row.category !== null && isUnsure(row.confidence, row.source, leastConfidence))
      unsure.set(id, (unsure.get(id) ?? 0) + 1);
  }
  return GROUP_IDS.map((id) => {
    const first = urgent.get(id) ?? [];
    return {
      id,
      rows: first.concat(calm.get(id) ?? []),
      urgentCount: first.length,
      unsureCount: unsure.get(id) ?? 0,
    };
  }).filter((group) => group.rows.length > 0);
}

/** Headings and the rows of open groups, in one flat list. */
export function listEntries(groups: readonly MailGroup[], collapsed: readonly GroupId[]): ListEntry[] {
  // Put together by `concat`, which copies whole lists at once.
  const parts: (readonly ListEntry[])[] = [];
  for (const group of groups) {
    const closed = collapsed.includes(group.id);
    parts.push([
      {
        heading: group.id,
        count: group.rows.length,
        urgentCount: group.urgentCount,
        unsureCount: group.unsureCount,
        collapsed: closed,
      },
    ]);
    if (!closed) parts.push(group.rows);
  }
  return ([] as ListEntry[]).concat(...parts);
}

export interface TreePosition {
  readonly level: 1 | 2;
  /** 1-based, among the siblings. */
  readonly position: number;
  readonly siblings: number;
}

/** Where an entry stands in its tree, for assistive technology: the virtual list mounts only a window of it. */
export function treePosition(
  groups: readonly MailGroup[],
  collapsed: readonly GroupId[],
  index: number,
): TreePosition {
  let start = 0;
  for (const [groupIndex, group] of groups.entries()) {
    if (index === start) return { level: 1, position: groupIndex + 1, siblings: groups.length };
    const shown = collapsed.includes(group.id) ? 0 : group.rows.length;
    if (index <= start + shown) return { level: 2, position: index - start, siblings: shown };
    start += shown + 1;
  }
  return { level: 1, position: 1, siblings: groups.length };
}
