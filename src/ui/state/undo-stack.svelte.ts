export interface UndoStep {
  /** What it takes back, as a sentence: "3 mails are deleted." */
  readonly text: string;
  readonly undo: () => unknown;
  /** What to say once it is taken back. */
  readonly undone?: string;
  /** What it is about: news of the same takes the place of what was told. */
  readonly topic?: string;
}

/** Work under way that can be taken back. */
export interface UndoableWork<T> extends Pick<UndoStep, 'undone' | 'topic'> {
  readonly told: (done: T) => string;
  readonly undo: (done: T) => unknown;
}

/** So many steps are more than anyone goes back by key. */
const MOST = 50;

/** What the user did last and can take back, the latest first to go. It lasts as long as the page is open. */
export class UndoStack {
  #steps = $state.raw<readonly UndoStep[]>([]);

  get last(): UndoStep | null {
    return this.#steps.at(-1) ?? null;
  }

  push(step: UndoStep): void {
    this.#steps = [...this.#steps, step].slice(-MOST);
  }

  /** Takes `step` off wherever it stands, so that it cannot be taken back twice; whether it was there. */
  take(step: UndoStep): boolean {
    const found = this.#steps.includes(step);
    if (found) this.#steps = this.#steps.filter((other) => other !== step);
    return found;
  }

  /** Forgets the steps that are about this. */
  forget(topic: string): void {
    this.#steps = this.#steps.filter((step) => step.topic !== topic);
  }
}
