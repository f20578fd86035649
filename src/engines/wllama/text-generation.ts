import type { GenerateRequest, GenerateResult } from '../../contracts/capabilities';
import type { ModelEntry } from '../../contracts/model';
import { contextOverflow, requestUnsupported } from '../engine-failures';
import { AnswerStream } from './answer-stream';
import { chatMessages, MarkerGuard } from './chat-messages';
import { promptText } from './kept-prompt';
import type { ChatRequest, LlamaSession } from './llama-session';
import { refusedTokens, toRuntimeError } from './runtime-failure';

/** Generates text with a loaded model; calls must not overlap. */
export class TextGeneration {
  readonly #entry: ModelEntry;
  readonly #session: LlamaSession;
  readonly #guard: MarkerGuard;

  constructor(entry: ModelEntry, session: LlamaSession) {
    this.#entry = entry;
    this.#session = session;
    this.#guard = new MarkerGuard(session.chatTemplate);
  }

  async generate(
    request: GenerateRequest,
    onText: (piece: string) => void,
    signal: AbortSignal,
  ): Promise<GenerateResult> {
    const startedAt = performance.now();
    const chat = this.#chatRequest(request);
    const answer = new AnswerStream(request.stop, onText);
    if (!signal.aborted) await this.#run(chat, request, answer, signal);
    const totalMs = performance.now() - startedAt;
    const { text, promptTokens, reusedTokens, newTokens, firstTokenAt } = answer;
    return {
      text,
      promptTokens,
      reusedTokens,
      newTokens,
      finish: finishOf(answer),
      firstTokenMs: firstTokenAt === null ? totalMs : firstTokenAt - startedAt,
      totalMs,
    };
  }

  async #run(
    chat: ChatRequest,
    request: GenerateRequest,
    answer: AnswerStream,
    signal: AbortSignal,
  ): Promise<void> {
    const stop = new AbortController();
    const onAbort = (): void => stop.abort();
    signal.addEventListener('abort', onAbort);
    try {
      await this.#session.chat(
        chat,
        (chunk) => {
          answer.take(chunk);
          this.#requireRoom(answer.promptTokens, request);
          if (answer.stopped) stop.abort();
        },
        stop.signal,
      );
    } catch (error) {
      if (!stop.signal.aborted) throw this.#toError(error, request);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
    answer.end();
  }

  /** Once llama.cpp has told how long the prompt is, which it does before the first token of an answer. */
  #requireRoom(tokens: number, { maxTokens }: GenerateRequest): void {
    const room = this.#session.contextTokens;
    if (tokens + maxTokens > room) throw contextOverflow(this.#entry.name, { tokens, maxTokens, room });
  }

  #toError(error: unknown, request: GenerateRequest): unknown {
    const tokens = refusedTokens(error);
    if (tokens === null) return toRuntimeError(error, this.#entry.name, this.#session.log.complaints);
    const { maxTokens } = request;
    return contextOverflow(this.#entry.name, { tokens, maxTokens, room: this.#session.contextTokens });
  }

  #chatRequest(request: GenerateRequest): ChatRequest {
    const { turns, prefix, maxTokens, temperature = 0, seed, schema } = request;
    if (prefix && schema) {
      throw requestUnsupported(
        `${this.#entry.name} cannot go on from the beginning of an answer and keep to a form at once.`,
      );
    }
    return {
      messages: chatMessages(request, this.#guard),
      promptText: promptText(turns, prefix),
      options: {
        max_tokens: maxTokens,
        temperature,
        ...(seed === undefined ? {} : { seed }),
        ...(schema === undefined
          ? {}
          : { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } }),
      },
    };
  }
}

function finishOf(answer: AnswerStream): GenerateResult['finish'] {
  if (answer.stopped || answer.finish === 'stop') return 'stop';
  return answer.finish === null ? 'cancelled' : 'length';
}
