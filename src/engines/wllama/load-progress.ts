/** Of a load, what gathering the files takes, and what reading them into the model takes; the rest is for the first run. */
const GATHERED_SHARE = 0.4;
const READ_SHARE = 0.55;

/** Makes one measure, from 0 to 1 and never falling, of the bytes that are gathered and of those that llama.cpp reads, some of them twice. */
export class LoadProgress {
  readonly #totalBytes: number;
  readonly #onProgress: ((fraction: number) => void) | undefined;
  #gathered = 0;
  #read = 0;
  #told = -1;

  constructor(totalBytes: number, onProgress: ((fraction: number) => void) | undefined) {
    this.#totalBytes = Math.max(1, totalBytes);
    this.#onProgress = onProgress;
    this.#tell(0);
  }

  gather(bytes: number): void {
    this.#gathered += bytes;
    this.#tellBytes();
  }

  read(bytes: number): void {
    this.#read += bytes;
    this.#tellBytes();
  }

  done(): void {
    this.#tell(1);
  }

  #tellBytes(): void {
    const shareOf = (bytes: number) => Math.min(1, bytes / this.#totalBytes);
    this.#tell(GATHERED_SHARE * shareOf(this.#gathered) + READ_SHARE * shareOf(this.#read));
  }

  #tell(fraction: number): void {
    if (fraction <= this.#told) return;
    this.#told = fraction;
    this.#onProgress?.(fraction);
  }
}
