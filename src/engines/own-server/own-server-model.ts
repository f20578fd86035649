import type { LoadedModel } from '../../contracts/engine';
import type { ModelEntry } from '../../contracts/model';
import type { ServerConnection } from '../../platform/openai-client/ask-server';
import { ChatSession } from '../../platform/openai-client/chat-session';
import { wrongTask } from '../engine-failures';
import { embedTexts } from './embed-texts';
import { ServerGeneration } from './text-generation';
import { createTokenCounter, type TokenCounter } from './token-counter';

const NEVER = new AbortController().signal;

/** A model of a server that was found there. */
export class OwnServerModelHandle implements LoadedModel {
  readonly modelId: string;
  readonly device = 'server';
  readonly threads = 1;
  readonly #connection: ServerConnection;
  readonly #entry: ModelEntry;
  readonly #model: string;
  readonly #contextLength: number;
  readonly #counter: TokenCounter;
  readonly #generation: ServerGeneration;

  /**
   * @param model as the server lists it
   * @param contextLength tokens
   */
  constructor(connection: ServerConnection, entry: ModelEntry, model: string, contextLength: number) {
    this.modelId = entry.id;
    this.#connection = connection;
    this.#entry = entry;
    this.#model = model;
    this.#contextLength = contextLength;
    this.#counter = createTokenCounter(connection, model);
    const room = { modelName: entry.name, contextLength, counter: this.#counter };
    this.#generation = new ServerGeneration(new ChatSession(connection, model), room);
  }

  async countTokens(text: string): Promise<number> {
    return this.#counter.countText(text, NEVER);
  }

  async generate(...args: Parameters<LoadedModel['generate']>): ReturnType<LoadedModel['generate']> {
    if (this.#entry.task !== 'text-generation') throw wrongTask(this.#entry, 'write text');
    return this.#generation.generate(...args);
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    if (this.#entry.task !== 'feature-extraction') throw wrongTask(this.#entry, 'embed text');
    return embedTexts(this.#connection, this.#model, this.#contextLength, texts, signal);
  }

  /** The server decides for itself when it needs the memory. */
  async unload(): Promise<void> {
    return undefined;
  }
}
