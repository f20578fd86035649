import type { Message } from '../contracts/message';

const MAX_MESSAGES = 50;
/** UTF-16 code units of text; fewer mails go together when they are long. */
const MAX_TEXT = 2_000_000;

/** Collects mails and hands them over a few at a time, waiting until each batch was taken. */
export class MessageBatcher {
  readonly #onBatch: (messages: readonly Message[]) => Promise<void>;
  #pending: Message[] = [];
  #text = 0;

  constructor(onBatch: (messages: readonly Message[]) => Promise<void>) {
    this.#onBatch = onBatch;
  }

  async add(message: Message): Promise<void> {
    this.#pending.push(message);
    this.#text += message.text.length;
    if (this.#pending.length >= MAX_MESSAGES || this.#text >= MAX_TEXT) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#pending.length === 0) return;
    const batch = this.#pending;
    this.#pending = [];
    this.#text = 0;
    await this.#onBatch(batch);
  }
}
