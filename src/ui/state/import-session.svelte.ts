import type { DesksideApp, ImportReceipt } from '../../app/api';
import { toFailure, type Failure } from '../../contracts/failure';
import type { ImportFile } from '../../contracts/import-api';
import type { MailboxRole } from '../../contracts/message';
import { importOutcome } from '../format/import-outcome';

/** An import with something to tell: files that could not be read, or a failure as a whole. */
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
  readonly #tell: (text: string) => void;

  /** `tell` passes on short news. */
  constructor(app: DesksideApp, tell: (text: string) => void) {
    this.#app = app;
    this.#tell = tell;
  }

  files(files: readonly ImportFile[], role: MailboxRole): Promise<void> {
    return this.#run(role, () => this.#app.importFiles(files, role));
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
    if (this.running) return;
    this.running = true;
    this.last = null;
    try {
      const outcome = await work();
      // Good news may pass; what could not be read stays until it is dismissed.
      if (outcome.problems.length === 0) this.#tell(importOutcome(outcome, role));
      else this.last = { role, outcome, failure: null };
    } catch (thrown) {
      this.last = { role, outcome: null, failure: toFailure(thrown) };
    } finally {
      this.running = false;
    }
  }
}
