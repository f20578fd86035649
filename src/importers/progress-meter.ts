import type { ImportProgress } from '../contracts/import-api';

const MIN_INTERVAL_MS = 100;

/** Adds up progress over all files and reports it at most ten times a second. */
export class ProgressMeter {
  readonly #report: (progress: ImportProgress) => void;
  readonly #now: () => number;
  readonly #totalBytes: number;
  #fileName = '';
  #doneBytes = 0;
  #messages = 0;
  #lastReport = -Infinity;

  constructor(totalBytes: number, report: (progress: ImportProgress) => void, now = () => performance.now()) {
    this.#totalBytes = totalBytes;
    this.#report = report;
    this.#now = now;
  }

  get messages(): number {
    return this.#messages;
  }

  startFile(fileName: string): void {
    this.#fileName = fileName;
    this.#tick();
  }

  /** `bytes` of the input as the user gave it: packed bytes for an archive. */
  addBytes(bytes: number): void {
    this.#doneBytes = Math.min(this.#totalBytes, this.#doneBytes + bytes);
    this.#tick();
  }

  addMessage(): void {
    this.#messages += 1;
    this.#tick();
  }

  /** The last report, with all that was done. */
  finish(): void {
    this.#lastReport = -Infinity;
    this.#tick();
  }

  #tick(): void {
    const now = this.#now();
    if (now - this.#lastReport < MIN_INTERVAL_MS) return;
    this.#lastReport = now;
    this.#report({
      fileName: this.#fileName,
      doneBytes: Math.round(this.#doneBytes),
      totalBytes: this.#totalBytes,
      messages: this.#messages,
    });
  }
}
