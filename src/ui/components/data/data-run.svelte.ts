import type { DataRun } from '../../../app/data/data-api';

/** Long work on what is stored, as the page shows it: how far it is, and how to end it. */
export class RunState {
  /** Null while nothing runs. */
  share = $state<number | null>(null);
  #abort: AbortController | null = null;

  get running(): boolean {
    return this.share !== null;
  }

  /** Runs one piece of work; a second begun meanwhile ends the first. */
  async run<T>(work: (run: DataRun) => Promise<T>): Promise<T> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.share = 0;
    try {
      return await work({
        signal: abort.signal,
        onProgress: (done, total) => {
          if (this.#abort === abort) this.share = total === 0 ? 1 : done / total;
        },
      });
    } finally {
      if (this.#abort === abort) this.share = null;
    }
  }

  cancel(): void {
    this.#abort?.abort();
  }
}
