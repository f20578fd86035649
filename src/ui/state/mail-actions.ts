import type { DesksideApp, MailRow } from '../../app/api';
import type { Category } from '../../contracts/briefing';
import { copyText } from '../format/copy-text';
import { CATEGORY_LABELS } from '../format/labels';
import { rowsMarkdown } from '../format/markdown';
import { count } from '../format/quantities';
import * as m from '../i18n/compiled/messages';
import type { Toasts } from './toasts.svelte';
import type { UndoableWork } from './undo-stack.svelte';
import type { Watched } from './watch.svelte';

/** The part of the desk that this works on. */
interface ActionDesk {
  readonly app: DesksideApp;
  readonly toasts: Toasts;
  readonly watched: { readonly rows: Watched<readonly MailRow[]> };
  doUndoably<T>(work: Promise<T>, about: UndoableWork<T>): Promise<boolean>;
}

/** What can be done with one mail or many: told in a toast, and each time with a way back. */
export class MailActions {
  readonly #desk: ActionDesk;
  readonly #app: DesksideApp;

  constructor(desk: ActionDesk) {
    this.#desk = desk;
    this.#app = desk.app;
  }

  label(ids: readonly string[], category: Category): Promise<boolean> {
    return this.#sort(ids, category);
  }

  #sort(ids: readonly string[], category: Category, alsoUndo?: () => unknown): Promise<boolean> {
    const change = { category, ...(category === 'skip' ? { urgent: false } : {}) };
    const told = (mails: Counted): string =>
      m.briefing_mails_sorted({ ...mails, category: CATEGORY_LABELS[category] });
    return this.#correct(ids, change, told, alsoUndo);
  }

  /** Makes all of them urgent, or if they all are, none of them. */
  toggleUrgent(ids: readonly string[]): Promise<boolean> {
    const urgent = !this.#rows(ids).every((row) => row.urgent);
    return this.#correct(ids, { urgent }, urgent ? m.briefing_mails_urgent : m.briefing_mails_not_urgent);
  }

  /** Marks all of them as done, or if they all are, as open. */
  toggleDone(ids: readonly string[]): Promise<boolean> {
    return this.#setDone(ids, !this.#rows(ids).every((row) => row.done));
  }

  /** Puts them where the user dropped them: sorted so and open, or done. */
  async moveTo(ids: readonly string[], group: Category | 'done'): Promise<void> {
    if (group === 'done') return void (await this.#setDone(ids, true));
    const done = this.#rows(ids).flatMap((row) => (row.done ? row.id : []));
    if (done.length > 0) await this.#app.markDone(done, false);
    await this.#sort(ids, group, () => done.length > 0 && this.#app.markDone(done, true));
  }

  #setDone(ids: readonly string[], done: boolean): Promise<boolean> {
    const changed = this.#rows(ids).flatMap((row) => (row.done === done ? [] : row.id));
    if (changed.length === 0) return Promise.resolve(true);
    return this.#desk.doUndoably(this.#app.markDone(changed, done), {
      told: () => (done ? m.briefing_mails_done : m.briefing_mails_open_again)(counted(changed.length)),
      undo: () => this.#app.markDone(changed, !done),
    });
  }

  remove(ids: readonly string[]): Promise<boolean> {
    return this.#desk.doUndoably(this.#app.removeMail(ids), {
      told: () => m.briefing_mails_deleted(counted(ids.length)),
      undo: (putBack) => putBack(),
    });
  }

  copy(ids: readonly string[]): Promise<void> {
    return copyText(
      `${rowsMarkdown(this.#rows(ids))}\n`,
      m.briefing_mails_copied(counted(ids.length)),
      this.#desk.toasts,
    );
  }

  #correct(
    ids: readonly string[],
    change: { readonly category?: Category; readonly urgent?: boolean },
    told: (mails: Counted) => string,
    alsoUndo?: () => unknown,
  ): Promise<boolean> {
    return this.#desk.doUndoably(this.#app.correctAll(ids, change), {
      told: ({ corrected, others }) => andFollowed(told(counted(corrected)), others),
      undo: async ({ undo }) => {
        await undo();
        await alsoUndo?.();
      },
    });
  }

  #rows(ids: readonly string[]): readonly MailRow[] {
    const wanted = new Set(ids);
    return this.#desk.watched.rows.current.filter(({ id }) => wanted.has(id));
  }
}

/** A number as messages take it: for the form of their words, and as it is written. */
interface Counted {
  readonly count: number;
  readonly shown: string;
}

const counted = (value: number): Counted => ({ count: value, shown: count(value) });

/** What was sorted, and how many similar mails followed. */
export function andFollowed(sorted: string, others: number): string {
  return others > 0 ? `${sorted} ${m.briefing_followed(counted(others))}` : sorted;
}
