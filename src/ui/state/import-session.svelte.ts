import type { DesksideApp, ImportReceipt } from '../../app/api';
import { toFailure, type Failure } from '../../contracts/failure';
import type { ImportFile } from '../../contracts/import-api';
import type { MailboxRole } from '../../contracts/message';
import * as m from '../i18n/compiled/messages';
import type { Toasts } from './toasts.svelte';

/** Long enough to be read by someone who looked away while a large mailbox came in. */
const GOOD_NEWS_MS = 30_000;

/** The last import as the page tells of it. */
export interface ImportTelling {
  readonly role: MailboxRole;
  readonly outcome: ImportReceipt | null;
  /** Set when the import as a whole failed. */
  readonly failure: Failure | null;
}

export class ImportSession {
  running = $state(false);
  last = $state.raw<ImportTelling | null>(null);
  readonly #app: DesksideApp;
  #current: Promise<void> = Promise.resolve();
  readonly #toasts: Toasts;

  constructor(app: DesksideApp, toasts: Toasts) {
    this.#app = app;
    this.#toasts = toasts;
  }

  files(files: readonly ImportFile[], role: MailboxRole): Promise<void> {
    return this.#run(role, () => this.#app.importFiles(files, role));
  }

  /** Imports these when an import that runs has ended: nobody stands ready to add them again. */
  async filesInTurn(files: readonly ImportFile[], role: MailboxRole): Promise<void> {
    while (this.running) await this.#current;
    await this.files(files, role);
  }

  sample(): Promise<void> {
    return this.#run('inbox', () => this.#app.importSample());
  }

  cancel(): void {
    this.#app.cancelImport();
  }

  dismiss(): void {
    this.last = null;
  }

  async #run(role: MailboxRole, work: () => Promise<ImportReceipt>): Promise<void> {
    if (this.running) {
      this.#toasts.show(m.import_running());
      return;
    }
    this.#current = this.#tell(role, work);
    await this.#current;
  }

  async #tell(role: MailboxRole, work: () => Promise<ImportReceipt>): Promise<void> {
    this.running = true;
    this.last = null;
    try {
      const telling = { role, outcome: await work(), failure: null };
      this.last = telling;
      // Good news passes; what could not be read stays until it is dismissed.
      if (telling.outcome.problems.length === 0) {
        setTimeout(() => this.last === telling && this.dismiss(), GOOD_NEWS_MS);
      }
    } catch (thrown) {
      this.last = { role, outcome: null, failure: toFailure(thrown) };
    } finally {
      this.running = false;
    }
  }
}
