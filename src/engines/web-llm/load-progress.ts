/** Of a load, what the files take; the rest is for compiling shaders. */
const FILES_SHARE = 0.9;

/** Makes one measure, from 0 to 1 and never falling, of bytes that are read and of web-llm's reports, which begin anew at each stage. */
export class LoadProgress {
  readonly #totalBytes: number;
  readonly #onProgress: ((fraction: number) => void) | undefined;
  #bytes = 0;
  #told = -1;

  constructor(totalBytes: number, onProgress: ((fraction: number) => void) | undefined) {
    this.#totalBytes = totalBytes;
    this.#onProgress = onProgress;
    this.#tell(0);
  }

  read(bytes: number): void {
    this.#bytes += bytes;
    this.#tell(FILES_SHARE * Math.min(1, this.#bytes / this.#totalBytes));
  }

  report(fraction: number, text: string): void {
    if (/shader/i.test(text)) this.#tell(FILES_SHARE + (1 - FILES_SHARE) * Math.min(1, fraction));
  }

  done(): void {
    this.#tell(1);
  }

  #tell(fraction: number): void {
    if (fraction <= this.#told) return;
    this.#told = fraction;
    this.#onProgress?.(fraction);
  }
}
