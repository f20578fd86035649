import { tick } from 'svelte';
import type { SourceCard, SourcesApi } from '../../app/sources/sources-api';
import { toFailure } from '../../contracts/failure';
import { failureText } from '../i18n/app-words.svelte';
import * as m from '../i18n/compiled/messages';
import type { Desk } from './desk.svelte';
import { watch, type Watched } from './watch.svelte';

/** The way of a dialog from what was typed to a source that is set up. */
export class SourceSetUp {
  busy = $state(false);
  /** Why it could not be set up, in a sentence. */
  problem = $state<string | null>(null);
  #added = $state<string | null>(null);
  readonly #cards: Watched<readonly SourceCard[]>;
  readonly #desk: Desk;

  constructor(desk: Desk, sources: SourcesApi) {
    this.#desk = desk;
    this.#cards = watch(sources.cards);
  }

  /** Whether it is set up, and counts from the next load on. */
  get pending(): boolean {
    return this.#cards.current.some(({ id, state }) => id === this.#added && state === 'reload');
  }

  /**
   * Runs what sets a source up. False when it failed, when the user changed their mind, and when the page has to be loaded anew first: there
   * the dialog has more to say.
   */
  async run(work: () => Promise<SourceCard | null>): Promise<boolean> {
    this.busy = true;
    this.problem = null;
    try {
      const card = await work();
      if (card === null) return false;
      this.#added = card.id;
      if (card.state === 'reload') return false;
      this.#tell(card);
      return true;
    } catch (thrown) {
      const failure = toFailure(thrown);
      this.problem = failure.code === 'cancelled' ? null : failureText(failure);
      return false;
    } finally {
      this.busy = false;
    }
  }

  #tell({ name, kind }: SourceCard): void {
    const signsIn = kind === 'gmail' || kind === 'graph';
    const text = signsIn ? m.sources_sign_in_next({ name }) : m.sources_was_added({ name });
    this.#desk.toasts.show(text);
  }
}

/** To the first field that something is wrong with, once it is marked. */
export async function focusFirstError(form: HTMLElement): Promise<void> {
  await tick();
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
