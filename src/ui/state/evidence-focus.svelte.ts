import type { Evidence } from '../../contracts/briefing';

/** Which stretches of the open mail are highlighted: those under the pointer or focus, else the pinned ones. */
export class EvidenceFocus {
  pinnedKey = $state<string | null>(null);
  #pinned = $state.raw<readonly Evidence[]>([]);
  #hovered = $state.raw<readonly Evidence[] | null>(null);
  readonly marks = $derived(this.#hovered ?? this.#pinned);

  show(evidence: readonly Evidence[]): void {
    this.#hovered = evidence;
  }

  hide(): void {
    this.#hovered = null;
  }

  togglePin(key: string, evidence: readonly Evidence[]): void {
    if (this.pinnedKey === key) return this.unpin();
    this.pinnedKey = key;
    this.#pinned = evidence;
  }

  unpin(): void {
    this.pinnedKey = null;
    this.#pinned = [];
    this.#hovered = null;
  }
}
