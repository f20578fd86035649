import type { DesksideApp } from '../../app/api';
import type { DraftCompleter, VoiceApi } from '../../app/voice/voice-api';

/** The model is asked once the user pauses for this long, in milliseconds. */
const PAUSE_MS = 120;

/** What may follow the text that the user types in one draft. Nothing while it is not known, or where it cannot be. */
export class DraftAid {
  /** What Tab adds at the caret; empty for nothing. */
  ghost = $state('');

  readonly #app: DesksideApp;
  readonly #id: string;
  #completer: Promise<DraftCompleter | null> | null = null;
  #asked = new AbortController();

  constructor(app: DesksideApp, id: string) {
    this.#app = app;
    this.#id = id;
  }

  voices(): Promise<VoiceApi> {
    return this.#app.areas.voices();
  }

  /** The text around the caret has changed by typing. */
  async typed(before: string, after: string): Promise<void> {
    this.dismiss();
    // In the middle of a line the suggestion would lie over what stands there.
    if (after !== '' && !after.startsWith('\n')) return;
    const asked = new AbortController();
    this.#asked = asked;
    const completer = await (this.#completer ??= this.#load());
    if (!completer || asked.signal.aborted) return;
    this.ghost = completer.complete(before);
    if (this.ghost !== '') return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (asked.signal.aborted) return;
    const worded = await completer.completeByModel(before, { signal: asked.signal }).catch(() => '');
    if (!asked.signal.aborted) this.ghost = worded;
  }

  dismiss(): void {
    this.#asked.abort();
    this.ghost = '';
  }

  /** The asks or the notes have changed, and with them what fits. */
  forget(): void {
    this.#completer = null;
    this.dismiss();
  }

  async #load(): Promise<DraftCompleter | null> {
    try {
      return await (await this.voices()).completer(this.#id);
    } catch {
      // Without it one types as ever.
      return null;
    }
  }
}
