export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
  /** What it is about, if later news of the same takes its place. */
  readonly topic: string | null;
}

/** Long enough to read a sentence and reach its button. */
const SHOWN_MS = 8000;

/** Short news of what just happened; they pass on their own. */
export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #nextId = 1;

  show(text: string, action: Toast['action'] = null, topic: Toast['topic'] = null): void {
    const toast = { id: this.#nextId++, text, action, topic };
    const others = this.list.filter((other) => topic === null || other.topic !== topic);
    // Two at most: news piles up faster than anyone reads.
    this.list = [...others.slice(-1), toast];
    setTimeout(() => this.dismiss(toast.id), SHOWN_MS);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}
