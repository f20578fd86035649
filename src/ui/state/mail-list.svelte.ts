import type { BriefingWindow, MailRow } from '../../app/api';
import type { Settings } from '../../contracts/settings';
import {
  filterRows,
  isFilterReady,
  isFiltering,
  NO_FILTER,
  prepareFilter,
  type RowFilter,
} from './filter-rows';
import { entryIndex, entryKey, groupRows, isHeading, listEntries, type GroupId } from './group-rows';
import { MailSelection } from './mail-selection.svelte';
import type { Watched } from './watch.svelte';

interface ListSources {
  readonly rows: Watched<readonly MailRow[]>;
  readonly window: Watched<BriefingWindow>;
  readonly settings: Watched<Settings>;
}

/** What the list shows and where its cursor stands. Rows stay raw: a proxy around each of fifty thousand would be felt. */
export class MailList {
  filter = $state.raw<RowFilter>(NO_FILTER);
  /** As it is typed; the filter follows once many thousand rows can be searched without holding the page up. */
  query = $state(NO_FILTER.query);
  /** Noise and what is done start folded away. */
  collapsed = $state.raw<readonly GroupId[]>(['skip', 'done']);
  cursorKey = $state<string | null>(null);
  readonly selection = new MailSelection(() => this.entries);

  readonly #sources: ListSources;
  /** All of the window, whatever else is filtered. */
  readonly rows = $derived.by(() => {
    const { rows, window } = this.#sources;
    return window.current.kind === 'everything' ? rows.current : rows.current.filter(window.current.holds);
  });
  readonly filtering = $derived(isFiltering(this.filter));
  /** While filtering, every hit is shown. */
  readonly closed = $derived(this.filtering ? [] : this.collapsed);
  readonly groups = $derived.by(() =>
    groupRows(filterRows(this.rows, this.filter), this.#sources.settings.current.leastConfidence),
  );
  readonly entries = $derived(listEntries(this.groups, this.closed));
  readonly hits = $derived(this.groups.reduce((sum, group) => sum + group.rows.length, 0));
  /** -1 while the cursor is nowhere, or on a row that is hidden now. */
  readonly cursor = $derived(this.cursorKey === null ? -1 : entryIndex(this.entries, this.cursorKey));

  constructor(sources: ListSources) {
    this.#sources = sources;
  }

  /** Moves by `step` entries and stops at the ends. */
  move(step: number): void {
    const from = this.cursor === -1 ? (step > 0 ? -1 : this.entries.length) : this.cursor;
    this.moveTo(from + step);
  }

  moveTo(index: number): void {
    const entry = this.entries[Math.max(0, Math.min(index, this.entries.length - 1))];
    if (entry) this.cursorKey = entryKey(entry);
  }

  /** The mail under the cursor, if it is on one. */
  get cursorMail(): MailRow | null {
    const entry = this.entries[this.cursor];
    return entry && !isHeading(entry) ? entry : null;
  }

  /** Moves by one entry, and what lies between where one began and there is selected. */
  extend(step: 1 | -1): void {
    if (this.cursor === -1) return this.move(step);
    const from = this.cursor;
    this.move(step);
    this.selection.range(from, this.cursor);
  }

  pointAt(mailId: string): void {
    this.cursorKey = `mail:${mailId}`;
  }

  /** The next mail from the cursor in that direction, headings passed over; null at the end. */
  neighbour(step: 1 | -1): MailRow | null {
    for (let index = this.cursor + step; index >= 0; index += step) {
      const entry = this.entries[index];
      if (entry === undefined) return null;
      if (!isHeading(entry)) return entry;
    }
    return null;
  }

  toggleGroup(id: GroupId): void {
    this.collapsed = toggled(this.collapsed, id);
  }

  /** Makes ready what `setQuery` needs. */
  prepare(): Promise<void> {
    return prepareFilter(this.rows);
  }

  setQuery(query: string): void {
    this.query = query;
    if (isFilterReady(this.rows)) this.filter = { ...this.filter, query };
    else void this.prepare().then(() => (this.filter = { ...this.filter, query: this.query }));
  }

  toggleFilterGroup(id: GroupId): void {
    this.filter = { ...this.filter, groups: toggled(this.filter.groups, id) };
  }

  toggleUrgentOnly(): void {
    this.filter = { ...this.filter, urgentOnly: !this.filter.urgentOnly };
  }

  clearFilter(): void {
    this.query = NO_FILTER.query;
    this.filter = NO_FILTER;
  }
}

function toggled(ids: readonly GroupId[], id: GroupId): readonly GroupId[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
}
