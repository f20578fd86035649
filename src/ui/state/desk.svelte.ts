import { createContext } from 'svelte';
import type { DesksideApp } from '../../app/api';
import { toFailure } from '../../contracts/failure';
import { Commands } from './commands.svelte';
import { ImportSession } from './import-session.svelte';
import { MailList } from './mail-list.svelte';
import { ModelImport } from './model-import.svelte';
import { Router } from './router.svelte';
import { Toasts } from './toasts.svelte';
import { watch } from './watch.svelte';

/** Rows change with every sorted mail; the eye needs ten pictures a second at most. */
const ROWS_INTERVAL_MS = 100;

/** All that the views share: the app as reactive values, and what the page itself remembers. */
export class Desk {
  readonly app: DesksideApp;
  readonly router = new Router();
  readonly commands = new Commands();
  readonly toasts = new Toasts();
  readonly imports: ImportSession;
  readonly modelImport: ModelImport;
  readonly list: MailList;
  readonly watched;
  /** The dialog for adding mail, which several places open. */
  importOpen = $state(false);
  helpOpen = $state(false);

  constructor(app: DesksideApp) {
    this.app = app;
    this.watched = {
      rows: watch(app.rows, ROWS_INTERVAL_MS),
      sentCount: watch(app.sentCount),
      voice: watch(app.voice),
      detectedOwner: watch(app.detectedOwner),
      importing: watch(app.importing),
      briefing: watch(app.briefing),
      digest: watch(app.digest),
      models: watch(app.models),
      machine: watch(app.machine),
      settings: watch(app.settings),
      notices: watch(app.notices),
    };
    this.imports = new ImportSession(app, this.toasts);
    this.modelImport = new ModelImport(app, this.toasts);
    this.list = new MailList(this.watched.rows);
  }

  openMail(mailId: string): void {
    this.list.pointAt(mailId);
    const route = { view: 'briefing', mailId } as const;
    if (this.router.mailId === null) this.router.go(route);
    else this.router.replace(route);
  }

  closeMail(): void {
    this.router.go({ view: 'briefing', mailId: null });
  }

  /** Runs something that may fail, and tells of the failure. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.code !== 'cancelled') this.toasts.show(failure.message);
      return false;
    }
  }
}

export const [useDesk, provideDesk] = createContext<Desk>();
