import { createContext } from 'svelte';
import type { DesksideApp } from '../../app/api';
import type { RemoteWriter } from '../../contracts/briefing';
import { toFailure } from '../../contracts/failure';
import { failureText } from '../i18n/app-words.svelte';
import * as m from '../i18n/compiled/messages';
import { Commands } from './commands.svelte';
import { ImportSession } from './import-session.svelte';
import { MailList } from './mail-list.svelte';
import { ModelImport } from './model-import.svelte';
import { Notifier } from './notifier.svelte';
import { currentWriter } from './remote-writing';
import { Router } from './router.svelte';
import { Toasts } from './toasts.svelte';
import { UndoStack, type UndoableWork, type UndoStep } from './undo-stack.svelte';
import { watch } from './watch.svelte';

/** Rows change with every sorted mail; the eye needs ten pictures a second at most. */
const ROWS_INTERVAL_MS = 100;

/** All that the views share: the app as reactive values, and what the page itself remembers. */
export class Desk {
  readonly app: DesksideApp;
  readonly router = new Router();
  readonly commands = new Commands();
  readonly toasts = new Toasts();
  readonly undoStack = new UndoStack();
  readonly imports: ImportSession;
  readonly modelImport: ModelImport;
  readonly list: MailList;
  readonly watched;
  /** The dialog for adding mail, which several places open. */
  importOpen = $state(false);
  helpOpen = $state(false);
  paletteOpen = $state(false);
  /** The short tour, after the sample night was chosen. */
  tourOpen = $state(false);
  readonly notifier = new Notifier();
  /** Where a mail is to be opened. */
  place: { readonly mailId: string; readonly start: number; readonly end: number } | null = null;

  constructor(app: DesksideApp) {
    this.app = app;
    this.watched = {
      rows: watch(app.rows, ROWS_INTERVAL_MS),
      sentCount: watch(app.sentCount),
      voice: watch(app.voice),
      detectedOwner: watch(app.detectedOwner),
      importing: watch(app.importing),
      briefing: watch(app.briefing),
      window: watch(app.window),
      digest: watch(app.digest),
      models: watch(app.models),
      machine: watch(app.machine),
      settings: watch(app.settings),
      notices: watch(app.notices),
      speed: watch(app.speed),
      outgoing: watch(app.outgoing),
      serversPending: watch(app.serversPending),
    };
    this.imports = new ImportSession(app, this.toasts);
    this.modelImport = new ModelImport(app, this.toasts);
    this.list = new MailList(this.watched);
  }

  /** Who writes, when it is a model that Deskside does not run itself. */
  get writer(): RemoteWriter | null {
    return currentWriter(this.watched.settings.current, this.watched.models.current);
  }

  openMail(mailId: string): void {
    this.list.pointAt(mailId);
    const route = { view: 'briefing', mailId } as const;
    if (this.router.mailId === null) this.router.go(route);
    else this.router.replace(route);
  }

  /** Opens a mail with a stretch of its text highlighted. */
  openPlace(mailId: string, place: { readonly start: number; readonly end: number }): void {
    this.place = { mailId, ...place };
    this.openMail(mailId);
  }

  /** The stretch to highlight in a mail that is being opened; it is told once. */
  takePlace(mailId: string): { readonly start: number; readonly end: number } | null {
    const { place } = this;
    if (place?.mailId !== mailId) return null;
    this.place = null;
    return place;
  }

  /** Tells of what was done, with a way back by button and by key. */
  didUndoably(step: UndoStep): void {
    this.undoStack.push(step);
    this.toasts.show(
      step.text,
      { label: m.common_undo(), run: () => void this.undo(step) },
      step.topic ?? 'undo',
    );
  }

  /** The same for work that takes a moment: it can be taken back from its beginning on, as it shows from there. */
  doUndoably<T>(work: Promise<T>, { told, undo, ...about }: UndoableWork<T>): Promise<boolean> {
    let text = '';
    const step = {
      ...about,
      get text() {
        return text;
      },
      undo: async () => undo(await work),
    };
    this.undoStack.push(step);
    return this.attempt(async () => {
      try {
        text = told(await work);
      } catch (thrown) {
        this.undoStack.take(step);
        throw thrown;
      }
      // Not when it was taken back meanwhile.
      if (this.undoStack.take(step)) this.didUndoably(step);
    });
  }

  /** Takes a step back, the last one unless another is given. False when there is nothing to take back. */
  undo(step: UndoStep | null = this.undoStack.last): boolean {
    if (step === null || !this.undoStack.take(step)) return false;
    void this.attempt(async () => {
      try {
        await step.undo();
      } catch (thrown) {
        // What it keeps may be nowhere else.
        this.undoStack.push(step);
        throw thrown;
      }
      this.toasts.show(step.undone ?? m.shell_taken_back({ text: step.text }), null, step.topic ?? 'undo');
    });
    return true;
  }

  closeMail(): void {
    this.router.closeMail();
  }

  /** Runs something that may fail, and tells of the failure. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.code !== 'cancelled') this.toasts.show(failureText(failure));
      return false;
    }
  }
}

export const [useDesk, provideDesk] = createContext<Desk>();
