import type { Message } from '../contracts/message';
import type { ImportedMessage } from '../contracts/original-mail';
import { keepOriginal, type Original } from './mail/html/keep-original';

const MAX_MESSAGES = 50;
/** UTF-16 code units of text, and bytes of pictures; fewer mails go together when they are long. */
const MAX_SIZE = 2_000_000;
/** Mails whose HTML is compressed while the next ones are read. */
const PACKED_AT_ONCE = 8;

/** Collects mails and hands them over a few at a time, in order. While a batch is being taken, the next one is read, and no more. */
export class MessageBatcher {
  readonly #onBatch: (messages: readonly ImportedMessage[]) => Promise<void>;
  readonly #keep: typeof keepOriginal;
  #pending: Promise<ImportedMessage>[] = [];
  #packing: Promise<ImportedMessage>[] = [];
  #size = 0;
  #handingOver: Promise<void> = Promise.resolve();

  constructor(onBatch: (messages: readonly ImportedMessage[]) => Promise<void>, keep = keepOriginal) {
    this.#onBatch = onBatch;
    this.#keep = keep;
  }

  /** `original`: what is kept with the mail; it is compressed on the way. */
  async add(message: Message, original: Original | null = null): Promise<void> {
    this.#pending.push(original ? this.#pack(message, original) : Promise.resolve(message));
    this.#size += sizeOf(message, original);
    if (this.#pending.length >= MAX_MESSAGES || this.#size >= MAX_SIZE) await this.#handOver();
    else if (this.#packing.length > PACKED_AT_ONCE) await this.#packing.shift();
  }

  /** Resolves when all was taken. */
  async flush(): Promise<void> {
    if (this.#pending.length > 0) await this.#handOver();
    await this.#handingOver;
  }

  #pack(message: Message, original: Original): Promise<ImportedMessage> {
    const packed = this.#keep(original).then((kept) => ({ ...message, original: kept }));
    this.#packing.push(packed);
    return packed;
  }

  async #handOver(): Promise<void> {
    const batch = await Promise.all(this.#pending);
    this.#pending = [];
    this.#packing = [];
    this.#size = 0;
    await this.#handingOver;
    this.#handingOver = this.#onBatch(batch);
    // Told to whoever hands over next.
    this.#handingOver.catch(() => undefined);
  }
}

function sizeOf({ text }: Message, original: Original | null): number {
  return (original?.pictures ?? []).reduce((sum, { bytes }) => sum + bytes.length, text.length);
}
