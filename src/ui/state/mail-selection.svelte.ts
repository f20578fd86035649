/* eslint-disable svelte/prefer-svelte-reactivity -- a set is never changed, but replaced by another */
import { isHeading, type ListEntry } from './group-rows';

/** The mails that are selected in the list, to do something with all of them. */
export class MailSelection {
  #ids = $state.raw<ReadonlySet<string>>(new Set());
  /** Where a range begins: the mail that was selected by itself last. */
  #anchor: string | null = null;
  readonly #entries: () => readonly ListEntry[];

  constructor(entries: () => readonly ListEntry[]) {
    this.#entries = entries;
  }

  get size(): number {
    return this.#ids.size;
  }

  /** In the order in which they were selected. */
  get ids(): readonly string[] {
    return [...this.#ids];
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  toggle(id: string): void {
    const next = new Set(this.#ids);
    if (!next.delete(id)) next.add(id);
    this.#ids = next;
    this.#anchor = id;
  }

  /** Selects everything from the anchor, or from the entry `from` without one, to the entry `to`, and nothing else. */
  range(from: number, to: number): void {
    const entries = this.#entries();
    const anchor = entries.findIndex((entry) => !isHeading(entry) && entry.id === this.#anchor);
    const start = anchor === -1 ? from : anchor;
    const first = entries[start];
    if (anchor === -1 && first && !isHeading(first)) this.#anchor = first.id;
    this.#ids = new Set(mailIds(entries.slice(Math.min(start, to), Math.max(start, to) + 1)));
  }

  /** Adds all mails that are shown in the group of the entry at `index`. */
  group(index: number): void {
    const entries = this.#entries();
    const heading = entries.findLastIndex((entry, at) => at <= index && isHeading(entry));
    const next = entries.findIndex((entry, at) => at > heading && isHeading(entry));
    const ids = mailIds(entries.slice(heading + 1, next === -1 ? undefined : next));
    this.#ids = new Set([...this.#ids, ...ids]);
  }

  clear(): void {
    this.#ids = new Set();
    this.#anchor = null;
  }
}

function mailIds(entries: readonly ListEntry[]): string[] {
  return entries.flatMap((entry) => (isHeading(entry) ? [] : entry.id));
}
