import type { RelayReceipt } from '../../src/contracts/relay.ts';
import type { ChatEvent, FinishReason } from '../../src/providers/provider.ts';

/** Writes an answer in the words of the OpenAI API. */
export class AnswerWriter {
  readonly #id: string;
  readonly #model: string;
  readonly #created: number;
  /** Of each event, up to its first member of its own. */
  readonly #begin: string;
  #text = '';
  #thought = '';
  #isBegun = false;
  #finish: FinishReason = 'stop';

  /** @param createdAt milliseconds since 1970 */
  constructor(id: string, model: string, createdAt: number) {
    this.#id = `chatcmpl-${id}`;
    this.#model = model;
    this.#created = Math.floor(createdAt / 1000);
    const head = { id: this.#id, object: 'chat.completion.chunk', created: this.#created, model };
    this.#begin = `data: ${JSON.stringify(head).slice(0, -1)},`;
  }

  /** Events of a stream for what came; the end waits for `end`, which knows the usage. Empty when there is nothing to say. */
  chunks(events: readonly ChatEvent[]): string {
    let written = '';
    for (const event of events) {
      if (event.type === 'finish') this.#finish = event.reason;
      else if (event.type === 'text') written += this.#word('content', event.text);
      else if (event.type === 'thought') written += this.#word('reasoning_content', event.text);
    }
    return written;
  }

  /** The last events of a whole stream. */
  end(receipt: RelayReceipt, includeUsage: boolean): string {
    const facts = { usage: usageOf(receipt), deskside: receipt };
    const last = this.#chunk({}, this.#finish, includeUsage ? {} : facts);
    const usage = includeUsage ? this.#event({ choices: [], ...facts }) : '';
    return `${last}${usage}data: [DONE]\n\n`;
  }

  /** Keeps what came, for an answer in one piece. */
  keep(events: readonly ChatEvent[]): void {
    for (const event of events) {
      if (event.type === 'finish') this.#finish = event.reason;
      else if (event.type === 'text') this.#text += event.text;
      else if (event.type === 'thought') this.#thought += event.text;
    }
  }

  get kept(): string {
    return this.#text;
  }

  whole(receipt: RelayReceipt): unknown {
    return {
      id: this.#id,
      object: 'chat.completion',
      created: this.#created,
      model: this.#model,
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: this.#text,
            ...(this.#thought ? { reasoning_content: this.#thought } : {}),
          },
          finish_reason: this.#finish,
        },
      ],
      usage: usageOf(receipt),
      deskside: receipt,
    };
  }

  /** Most events of a stream are words: of these, only the word itself is written anew. */
  #word(member: 'content' | 'reasoning_content', text: string): string {
    const role = this.#isBegun ? '' : '"role":"assistant",';
    this.#isBegun = true;
    const delta = `{${role}"${member}":${JSON.stringify(text)}}`;
    return `${this.#begin}"choices":[{"index":0,"delta":${delta},"finish_reason":null}]}\n\n`;
  }

  #chunk(said: object, finish: FinishReason, more: object): string {
    const delta = this.#isBegun ? said : { role: 'assistant', ...said };
    this.#isBegun = true;
    return this.#event({ choices: [{ index: 0, delta, finish_reason: finish }], ...more });
  }

  #event(body: object): string {
    return `${this.#begin}${JSON.stringify(body).slice(1)}\n\n`;
  }
}

function usageOf({ promptTokens, completionTokens }: RelayReceipt): object {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}
