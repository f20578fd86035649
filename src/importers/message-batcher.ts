import type { Message } from '../contracts/message';
import type { ImportedMessage } from '../contracts/original-mail';
import { keepOriginal } from './mail/html/keep-original';

const MAX_MESSAGES = 50;
/** UTF-16 code units of text; fewer mails go together when they are long. */
const MAX_TEXT = 2_000_000;
/** Mails whose HTML is compressed while the next ones are read. */
const PACKED_AT_ONCE = 8;

/** Collects mails and hands them over a few at a time, in order. While a batch is being taken, the next one is read, and no more. */
export class MessageBatcher {
  readonly #onBatch: (messages: readonly ImportedMessage[]) => Promise<void>;
  readonly #keep: typeof keepOriginal;
  #pending: Promise<ImportedMessage>[] = [];
  #packing: Promise<ImportedMessage>[] = [];
  #text = 0;
  #handingOver: Promise<void> = Promise.resolve();

  constructor(onBatch: (messages: readonly ImportedMessage[]) => Promise<void>, keep = keepOriginal) {
    this.#onBatch = onBatch;
    this.#keep = keep;
  }

  /** `html`: what is kept with the mail; it is compressed on the way. */
  async add(message: Message, html = ''): Promise<void> {
    this.#pending.push(html ? this.#pack(message, html) : Promise.resolve(message));
    this.#text += message.text.length;
    if (this.#pending.length >= MAX_MESSAGES || this.#text >= MAX_TEXT) await this.#handOver();
    else if (this.#packing.length > PACKED_AT_ONCE) await this.#packing.shift();
  }

  /** Resolves when all was taken. */
  async flush(): Promise<void> {
    if (this.#pending.length > 0) await this.#handOver();
    await this.#handingOver;
  }

  #pack(message: Message, html: string): Promise<ImportedMessage> {
    const packed = this.#keep(html).then((original) => ({ ...message, original }));
    this.#packing.push(packed);
    return packed;
  }

  async #handOver(): Promise<void> {
    const batch = await Promise.all(this.#pending);
    this.#pending = [];
    this.#packing = [];
    this.#text = 0;
    await this.#handingOver;
    this.#handingOver = this.#onBatch(batch);
    // Told to whoever hands over next.
    this.#handingOver.catch(() => undefined);
  }
}
