import { createContext, tick } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { ModelCard } from '../../app/api';
import { isRemote } from '../../app/models/model-registry';
import { CANCELLED, toFailure, type Failure } from '../../contracts/failure';
import type { VariantPin } from '../../contracts/model-choice';
import type { ModelSources } from '../../contracts/model-sources';
import { count } from '../format/quantities';
import { failureText } from '../i18n/app-words.svelte';
import * as m from '../i18n/compiled/messages';
import type { Desk } from './desk.svelte';
import { NO_MODEL_FILTER, type ModelFilter } from './model-filter';
import type { ModelAction } from './model-situation';
import { shareOrDownload } from './save-model-file';
import { watch, type Watched } from './watch.svelte';

/** What the page asks before it goes on, or needs to be told. */
export type ModelQuestion =
  | { readonly kind: 'cancel' | 'discard' | 'remove' | 'forget' | 'room'; readonly modelId: string }
  /** `because`: why a download was refused, when that is what brought the dialog up. */
  | { readonly kind: 'sources'; readonly because: string | null };

/** What the models view shares among its parts: which dialogs are open, what is going on, and what the buttons do. */
export class ModelDesk {
  detailsOf = $state<string | null>(null);
  question = $state.raw<ModelQuestion | null>(null);
  filter = $state.raw<ModelFilter>(NO_MODEL_FILTER);
  /** A model is looked up on a hub. */
  looking = $state(false);
  /** Takes the focus when the model that had it has left the page. */
  home: HTMLElement | null = null;
  /** Work that has no progress of its own. */
  readonly working = new SvelteMap<string, 'starting' | 'handing-over' | 'checking' | 'saving'>();
  readonly sources: Watched<ModelSources>;
  readonly sourcesPending: Watched<boolean>;
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.sources = watch(desk.app.modelSources);
    this.sourcesPending = watch(desk.app.sourcesPending);
  }

  get cards(): readonly ModelCard[] {
    return this.#desk.watched.models.current;
  }

  /** Those that Deskside itself fetches, keeps and runs. */
  get local(): readonly ModelCard[] {
    return this.cards.filter(({ listing }) => !isRemote(listing));
  }

  card(modelId: string): ModelCard | undefined {
    return this.cards.find(({ listing }) => listing.id === modelId);
  }

  act(action: ModelAction, { listing }: ModelCard): void {
    switch (action) {
      case 'install':
      case 'go-on':
      case 'take-back':
        return void this.install(listing.id);
      case 'pause':
        return void this.pause(listing.id);
      case 'hand-over':
        return void this.#handOver(listing.id);
      case 'use':
        return void this.#useForWriting(listing.id, listing.name);
      case 'check':
      case 'repair':
        return void this.#repair(listing.id);
      case 'save':
        return void this.#save(listing.id);
      default:
        this.question = { kind: action, modelId: listing.id };
    }
  }

  /** What goes wrong stands on the model's card; only a source that is not allowed needs an answer. */
  async install(modelId: string): Promise<void> {
    this.working.set(modelId, 'starting');
    try {
      await this.#desk.app.installModel(modelId);
    } catch (thrown) {
      this.#asksForSources(toFailure(thrown));
    } finally {
      // A download that is handed over ends here, and that is not the end of the work.
      if (this.working.get(modelId) === 'starting') this.working.delete(modelId);
    }
  }

  async pause(modelId: string): Promise<void> {
    await this.#desk.attempt(() => this.#desk.app.pauseInstall(modelId));
  }

  async discard(modelId: string): Promise<void> {
    await this.#leave(() => this.#desk.app.discardInstall(modelId));
  }

  async remove(modelId: string): Promise<void> {
    await this.#leave(() => this.#desk.app.removeModel(modelId));
  }

  async forget(modelId: string): Promise<void> {
    await this.#leave(() => this.#desk.app.forgetModel(modelId));
  }

  /** A trial that gave way to other work says so; one that the user cancelled does not. */
  async findFastestWay(modelId: string): Promise<void> {
    try {
      await this.#desk.app.findFastestWay(modelId);
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.message !== CANCELLED.message) this.#desk.toasts.show(failureText(failure));
    }
  }

  async pinWay(modelId: string, way: VariantPin | null): Promise<void> {
    await this.#desk.attempt(() => this.#desk.app.pinWay(modelId, way));
  }

  /** Removes what the user agreed to, then installs; stops at the first that cannot be removed. */
  async makeRoom(modelId: string, remove: readonly string[]): Promise<void> {
    const removed = await this.#desk.attempt(async () => {
      for (const other of remove) await this.#desk.app.removeModel(other);
    });
    if (removed) await this.install(modelId);
  }

  /** Lists a model of a hub and shows it. Returns what went wrong, if the page has not asked about it yet. */
  async add(repo: string): Promise<Failure | null> {
    this.looking = true;
    try {
      this.detailsOf = await this.#desk.app.addHubModel(repo);
      return null;
    } catch (thrown) {
      const failure = toFailure(thrown);
      return failure.code === 'cancelled' || this.#asksForSources(failure) ? null : failure;
    } finally {
      this.looking = false;
    }
  }

  setFilter(change: Partial<ModelFilter>): void {
    this.filter = { ...this.filter, ...change };
  }

  async #handOver(modelId: string): Promise<void> {
    this.working.set(modelId, 'handing-over');
    await this.#desk.attempt(() => this.#desk.app.handOverInstall(modelId));
    this.working.delete(modelId);
  }

  async #repair(modelId: string): Promise<void> {
    await this.#work(modelId, 'checking', async () => {
      const mended = await this.#desk.app.repairModel(modelId);
      this.#desk.toasts.show(
        mended === 0 ? m.models_sound() : m.models_mended({ count: mended, shown: count(mended) }),
      );
    });
  }

  async #save(modelId: string): Promise<void> {
    await this.#work(modelId, 'saving', async () => {
      const { name, blob } = await this.#desk.app.exportModel(modelId);
      await shareOrDownload(blob, name);
    });
  }

  async #useForWriting(generatorId: string, name: string): Promise<void> {
    const { app, toasts, watched } = this.#desk;
    if (!(await this.#desk.attempt(() => app.updateSettings({ generatorId })))) return;
    if (watched.settings.current.generation) toasts.show(m.models_writes_now({ name }));
    else {
      toasts.show(m.models_chosen_but_off({ name }), {
        label: m.models_turn_on(),
        run: () => void this.#desk.attempt(() => app.updateSettings({ generation: true })),
      });
    }
    // What is in use is not recommended any more.
    await this.#findFocus();
  }

  async #work(modelId: string, what: 'checking' | 'saving', work: () => Promise<void>): Promise<void> {
    if (this.working.has(modelId)) return;
    this.working.set(modelId, what);
    try {
      await work();
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.code !== 'cancelled' && !this.#asksForSources(failure))
        this.#desk.toasts.show(failureText(failure));
    } finally {
      this.working.delete(modelId);
    }
  }

  /** For work after which the model's card may be gone, and the focus with it. */
  async #leave(work: () => Promise<void>): Promise<void> {
    await this.#desk.attempt(work);
    await this.#findFocus();
  }

  async #findFocus(): Promise<void> {
    await tick();
    if (document.activeElement === null || document.activeElement === document.body) this.home?.focus();
  }

  /** Opens the dialog about sources if that is what is wrong. */
  #asksForSources(failure: Failure): boolean {
    if (failure.code !== 'source-not-allowed') return false;
    this.question = { kind: 'sources', because: failureText(failure) };
    return true;
  }
}

export const [useModels, provideModels] = createContext<ModelDesk>();
