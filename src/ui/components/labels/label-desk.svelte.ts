import { createContext } from 'svelte';
import type { ChangeSet, LabelSession, LabelsApi, Undo } from '../../../app/labels/labels-api';
import type { LabelSet } from '../../../contracts/labels';
import type { Desk } from '../../state/desk.svelte';
import { watch } from '../../state/watch.svelte';

/** What the labels view shares: which set is chosen, which run is open, and how to take things back. */
export class LabelDesk {
  readonly api: LabelsApi;
  readonly #desk: Desk;
  readonly #sets;
  readonly #runs;
  #chosenId = $state<string | null>(null);
  session = $state.raw<LabelSession | null>(null);
  /** The file that is about to be labelled, while its columns are chosen. */
  pickedFile = $state.raw<File | null>(null);
  pasting = $state(false);

  constructor(api: LabelsApi, desk: Desk) {
    this.api = api;
    this.#desk = desk;
    this.#sets = watch(api.sets);
    this.#runs = watch(api.runs);
    this.session = api.current();
    this.#chosenId = desk.router.item ?? this.session?.labelSetId ?? null;
    if (this.session?.labelSetId !== this.#chosenId) this.session = null;
  }

  get sets(): readonly LabelSet[] {
    return this.#sets.current;
  }

  get set(): LabelSet | null {
    return this.sets.find(({ id }) => id === this.#chosenId) ?? this.sets[0] ?? null;
  }

  /** Of the chosen set, newest first. */
  get runs() {
    const id = this.set?.id;
    return this.#runs.current.filter(({ labelSetId }) => labelSetId === id);
  }

  choose(setId: string): void {
    this.#chosenId = setId;
    this.#desk.router.replace({ view: 'labels', item: setId });
    if (this.session?.labelSetId !== setId) this.session = null;
  }

  attempt(work: () => Promise<unknown>): Promise<boolean> {
    return this.#desk.attempt(work);
  }

  /** Does something, says so, and offers to take it back. */
  async undoable(work: () => Promise<Undo>, told: string): Promise<boolean> {
    return this.attempt(async () => {
      this.#desk.didUndoably({ text: told, undo: await work(), topic: 'labels' });
    });
  }

  change(setId: string, to: ChangeSet): Promise<boolean> {
    return this.attempt(() => this.api.changeSet(setId, to));
  }

  /** Changes the set; `restore` takes that back on the set as it is by then. */
  changeUndoable(setId: string, to: ChangeSet, restore: ChangeSet, told: string): Promise<boolean> {
    return this.undoable(async () => {
      await this.api.changeSet(setId, to);
      return () => this.api.changeSet(setId, restore);
    }, told);
  }

  open(runId: string, options: { readonly start: boolean }): Promise<boolean> {
    return this.attempt(async () => {
      this.session = await this.api.open(runId);
      if (options.start) this.session.start();
    });
  }

  /** Adds something to label, and begins. */
  run(add: (setId: string) => Promise<string>): Promise<boolean> {
    return this.attempt(async () => {
      if (this.set) await this.open(await add(this.set.id), { start: true });
    });
  }
}

export const [useLabelDesk, provideLabelDesk] = createContext<LabelDesk>();
