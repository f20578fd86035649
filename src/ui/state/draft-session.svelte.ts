import type { DesksideApp } from '../../app/api';
import type { Draft, UnsupportedFact } from '../../contracts/briefing';
import { toFailure, type Failure } from '../../contracts/failure';
import * as m from '../i18n/compiled/messages';
import { shiftMarks } from '../text/shift-marks';

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed';

const AUTOSAVE_MS = 500;

/** The draft of one mail while it is on the page: streaming, then edited and saved as it changes. */
export class DraftSession {
  /** Null while there is no draft. */
  text = $state<string | null>(null);
  writing = $state(false);
  unsupported = $state.raw<readonly UnsupportedFact[]>([]);
  saveState = $state<SaveState>('saved');
  failure = $state.raw<Failure | null>(null);
  origin = $state.raw<Draft['origin'] | null>(null);
  /** Whether the user is in the text: then it is theirs, and what comes from another tab waits until they leave it. */
  inHand = $state(false);

  readonly #app: DesksideApp;
  readonly #id: string;
  #abort: AbortController | null = null;
  /** The text in the store, and the one that it took the place of. */
  #stored: string | null = null;
  #replaced: string | null = null;
  /** The text that was saved last, or is being saved. */
  #sent: string | null = null;
  /** What the user wrote in another tab and the text here is going to replace. */
  #elsewhere: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(app: DesksideApp, id: string) {
    this.#app = app;
    this.#id = id;
  }

  /** Takes over what is stored, unless the user is at work on it here. */
  adopt(draft: Draft | null): void {
    if (draft !== null && draft.text === this.#stored) this.#replaced = null;
    if (draft !== null && draft.text !== this.text) {
      // Read from the store just before the last save went in: the text on the page is newer.
      if (draft.text === this.#replaced) return;
      if (this.writing || this.inHand || this.saveState !== 'saved') {
        this.#elsewhere = this.#writtenElsewhere(draft) ?? this.#elsewhere;
        return;
      }
    }
    if (!this.writing && this.saveState === 'saved') this.#take(draft);
  }

  /** The text, where the user wrote it in another tab. */
  #writtenElsewhere(draft: Draft | null): string | null {
    const isOwn = draft?.text === this.#stored || draft?.text === this.#sent;
    return draft?.origin === 'user' && !isOwn ? draft.text : null;
  }

  #take(draft: Draft | null): void {
    this.#elsewhere = null;
    this.#stored = draft?.text ?? null;
    this.text = draft?.text ?? null;
    this.unsupported = draft?.unsupported ?? [];
    this.origin = draft?.origin ?? null;
  }

  /** Streams a new draft onto the page. Resolves with the text that stood there before, so that the user can have it back. @param wanted id of the model that the user wants for this one */
  async write(wanted?: string): Promise<string | null> {
    if (this.writing) return null;
    await this.flush();
    const before = this.text;
    const abort = new AbortController();
    this.#abort = abort;
    this.writing = true;
    this.failure = null;
    let streamed = '';
    let stored = null as Draft | null;
    try {
      const draft = await this.#app.writeDraft(this.#id, {
        ...(wanted === undefined ? {} : { wanted }),
        signal: abort.signal,
        onText: (piece) => {
          streamed += piece;
          this.text = streamed;
          this.unsupported = [];
        },
        onReplaced: (found) => (stored = found),
      });
      const replaced = stored?.text ?? before;
      await this.#keepElsewhere(draft.text, stored);
      this.writing = false;
      this.#take(draft);
      this.#replaced = replaced === draft.text ? null : replaced;
    } catch (thrown) {
      this.writing = false;
      const failure = toFailure(thrown);
      if (failure.code !== 'cancelled') this.failure = failure;
      // What was streamed before a stop or a failure is kept only when nothing better stood there.
      if (streamed.trim() !== '' && failure.code === 'cancelled') this.edit(streamed);
      else this.#goBack(before ?? (streamed || null));
    }
    return before;
  }

  /** To the text that stood here, or to what another tab has put in its place meanwhile. */
  #goBack(before: string | null): void {
    this.text = this.#elsewhere ?? before;
    this.#stored = this.#elsewhere ?? this.#stored;
    this.#elsewhere = null;
  }

  stop(): void {
    this.#abort?.abort();
  }

  edit(text: string): void {
    this.unsupported = shiftMarks(this.text ?? '', text, this.unsupported);
    this.text = text;
    this.saveState = 'unsaved';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), AUTOSAVE_MS);
  }

  /** Saves what is not saved yet; never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.saveState === 'unsaved' || this.saveState === 'failed') {
      this.#saving = this.#saving.then(() => this.#save());
    }
    return this.#saving;
  }

  async #save(): Promise<void> {
    const text = this.text ?? '';
    this.saveState = 'saving';
    this.#sent = text;
    try {
      // Before it is replaced: the page may be about to go.
      const elsewhere = await this.#keepElsewhere(text);
      let stored = null as Draft | null;
      const unsupported = await this.#app.saveDraft(this.#id, text, (found) => (stored = found));
      // Told again while this was saved.
      if (this.#elsewhere === elsewhere) this.#elsewhere = null;
      if (stored?.text !== elsewhere) await this.#keepElsewhere(text, stored);
      if (text !== this.#stored) this.#replaced = stored?.text ?? elsewhere ?? this.#stored;
      this.#stored = text;
      // Typed on meanwhile: these marks belong to a text that is gone.
      if (this.text !== text) return;
      this.unsupported = unsupported;
      this.origin = 'user';
      this.saveState = 'saved';
    } catch (thrown) {
      this.failure = toFailure(thrown);
      this.saveState = 'failed';
    }
  }

  /**
   * The user wrote in two tabs at once: what `text` replaces stays among the versions. That is what was told of, and what stood in the store
   * without having been told of yet. Returns what was told of; null where there is none.
   */
  async #keepElsewhere(text: string, stored: Draft | null = null): Promise<string | null> {
    const elsewhere = this.#elsewhere;
    this.#elsewhere = null;
    const stood = this.#writtenElsewhere(stored);
    for (const replaced of [elsewhere, stood === elsewhere ? null : stood]) {
      if (replaced === null || replaced === text) continue;
      try {
        const voices = await this.#app.areas.voices();
        await voices.keepVersion(this.#id, replaced, m.drafts_replaced_from_tab());
      } catch {
        // What was typed last is still to be saved.
      }
    }
    return elsewhere === text ? null : elsewhere;
  }
}
