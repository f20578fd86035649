import type { ImportedMessage } from '../contracts/original-mail';

const MAX_MESSAGES = 50;
/** UTF-16 code units of text, and bytes of pictures; fewer mails go together when they are long. */
const MAX_SIZE = 2_000_000;

/** Collects mails and hands them over a few at a time. While a batch is being taken, the next one is read, and no more. */
export class MessageBatcher {
  readonly #onBatch: (messages: readonly ImportedMessage[]) => Promise<void>;
  #pending: ImportedMessage[] = [];
  #size = 0;
  #handingOver: Promise<void> = Promise.resolve();

  constructor(onBatch: (messages: readonly ImportedMessage[]) => Promise<void>) {
    this.#onBatch = onBatch;
  }

  async add(message: ImportedMessage): Promise<void> {
    this.#pending.push(message);
    this.#size += sizeOf(message);
    if (this.#pending.length >= MAX_MESSAGES || this.#size >= MAX_SIZE) await this.#handOver();
  }

  /** Resolves when all was taken. */
  async flush(): Promise<void> {
    if (this.#pending.length > 0) await this.#handOver();
    await this.#handingOver;
  }

  async #handOver(): Promise<void> {
    await this.#handingOver;
    const batch = this.#pending;
    this.#pending = [];
    this.#size = 0;
    this.#handingOver = this.#onBatch(batch);
    // Told to whoever hands over next.
    this.#handingOver.catch(() => undefined);
  }
}

function sizeOf({ text, original }: ImportedMessage): number {
  return (original?.pictures ?? []).reduce((sum, { bytes }) => sum + bytes.length, text.length);
}
