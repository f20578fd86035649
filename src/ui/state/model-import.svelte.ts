import type { DesksideApp } from '../../app/api';
import { toFailure } from '../../contracts/failure';
import type { InstallProgress } from '../../contracts/model';
import type { PickedFile } from '../../contracts/models-api';
import { failureText } from '../i18n/app-words.svelte';
import * as m from '../i18n/compiled/messages';
import type { Toasts } from './toasts.svelte';

/** The adding of a model from files of the user's; it goes on when the view changes. */
export class ModelImport {
  running = $state(false);
  /** Null between the drop and the first word of how far it has come. */
  progress = $state.raw<InstallProgress | null>(null);
  /** Why the last files could not be added, in a sentence. */
  problem = $state<string | null>(null);
  readonly #app: DesksideApp;
  readonly #toasts: Toasts;
  #abort: AbortController | null = null;

  constructor(app: DesksideApp, toasts: Toasts) {
    this.#app = app;
    this.#toasts = toasts;
  }

  async files(files: readonly PickedFile[]): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    this.running = true;
    this.problem = null;
    try {
      const modelId = await this.#app.importModel(files, {
        signal: abort.signal,
        onProgress: (progress) => {
          // Workers tell of it a moment late, perhaps when all is over.
          if (this.#abort === abort) this.progress = progress;
        },
      });
      const card = this.#app.models.get().find(({ listing }) => listing.id === modelId);
      this.#toasts.show(m.models_installed({ name: card?.listing.name ?? modelId }));
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.code !== 'cancelled') this.problem = failureText(failure);
    } finally {
      this.#abort = null;
      this.running = false;
      this.progress = null;
    }
  }

  cancel(): void {
    this.#abort?.abort();
  }

  /** Whether it is this model that the files are stored as. */
  isOf(modelId: string): boolean {
    return this.progress?.modelId === modelId;
  }
}
