import type {
  ChatCompletionChunk,
  ChatCompletionRequestStreaming,
  Completion,
  CompletionCreateParamsStreaming,
} from '@mlc-ai/web-llm';
import type { GenerateRequest, GenerateResult } from '../../contracts/capabilities';
import type { ModelEntry } from '../../contracts/model';
import { contextOverflow, requestUnsupported } from '../engine-failures';
import { unlessLost } from '../loss';
import type { AddedTokens } from './added-tokens';
import { AnswerStream, type AnswerChunk } from './answer-stream';
import type { ChatTemplate, LaidOutChat } from './chat-template';
import type { GpuSession } from './gpu-session';
import type { MlcRuntime } from './mlc-runtime';
import { toRuntimeError } from './runtime-failure';
import { samplingOf } from './sampling';

export interface TextGenerationParts {
  readonly entry: ModelEntry;
  readonly runtime: MlcRuntime;
  readonly gpu: GpuSession;
  readonly template: ChatTemplate;
  readonly addedTokens: AddedTokens;
}

/** Generates text with a loaded model; calls must not overlap. */
export class TextGeneration {
  readonly #parts: TextGenerationParts;
  readonly #tokenizer;
  /** What opens every prompt and is not part of its text. */
  readonly #openingIds: readonly number[];

  constructor(parts: TextGenerationParts) {
    this.#parts = parts;
    this.#tokenizer = parts.runtime.tokenizer();
    this.#openingIds = parts.template.override.system_prefix_token_ids ?? [];
  }

  async generate(
    request: GenerateRequest,
    onText: (piece: string) => void,
    signal: AbortSignal,
  ): Promise<GenerateResult> {
    const startedAt = performance.now();
    const { entry, gpu, template } = this.#parts;
    if (gpu.failure) throw gpu.failure;
    const chat = template.layOut(request.turns);
    const promptTokens = this.#countPrompt(chat, request);
    const room = entry.contextLength;
    if (promptTokens + request.maxTokens > room)
      throw contextOverflow(entry.name, { tokens: promptTokens, maxTokens: request.maxTokens, room });
    const stops = [...(template.override.stop_str ?? []), ...(request.stop ?? [])];
    const prefix = request.prefix ? '' : template.answerPrefix;
    const answer = new AnswerStream(stops, prefix, onText);
    if (!signal.aborted) await this.#run(request, chat, answer, signal);
    return resultOf(answer, { promptTokens, openingTokens: this.#openingIds.length, startedAt, signal });
  }

  async #run(
    request: GenerateRequest,
    chat: LaidOutChat,
    answer: AnswerStream,
    signal: AbortSignal,
  ): Promise<void> {
    const { entry, gpu, runtime } = this.#parts;
    const interrupt = (): void => void runtime.interrupt();
    signal.addEventListener('abort', interrupt);
    try {
      await unlessLost(this.#consume(request, chat, answer, signal), gpu.onLost);
    } catch (error) {
      throw gpu.failure ?? toRuntimeError(error, entry.name);
    } finally {
      signal.removeEventListener('abort', interrupt);
    }
  }

  async #consume(
    request: GenerateRequest,
    chat: LaidOutChat,
    answer: AnswerStream,
    signal: AbortSignal,
  ): Promise<void> {
    const { runtime, gpu } = this.#parts;
    for await (const chunk of await this.#open(request, chat)) {
      if (gpu.failure) return;
      answer.take(chunk, signal.aborted);
      // Each time, because web-llm forgets what it was told before it had begun.
      if (answer.stopped || signal.aborted) await runtime.interrupt();
    }
    answer.end(await runtime.message());
  }

  /** An answer that goes on from a beginning is a bare completion, since web-llm's chat takes none; what was read earlier is then read again. */
  async #open(request: GenerateRequest, chat: LaidOutChat): Promise<AsyncIterable<AnswerChunk>> {
    const { runtime, template } = this.#parts;
    const common = { stream: true, stream_options: { include_usage: true }, ...samplingOf(request) } as const;
    if (request.prefix) {
      const prompt = this.#openingText() + chat.parts.join('') + request.prefix;
      const completion: CompletionCreateParamsStreaming = {
        ...common,
        prompt,
        max_tokens: request.maxTokens,
      };
      return mapChunks(await runtime.complete(completion), completionChunk);
    }
    const { answerPrefix } = template;
    const chatRequest: ChatCompletionRequestStreaming = {
      ...common,
      messages: chat.messages,
      // web-llm counts what it puts before the answer.
      max_tokens: request.maxTokens + this.#tokenizer.encode(answerPrefix).length,
      ...(request.schema
        ? { response_format: { type: 'json_object', schema: JSON.stringify(request.schema) } }
        : {}),
      ...(answerPrefix === '' ? {} : { extra_body: { enable_thinking: false } }),
    };
    return mapChunks(await runtime.chat(chatRequest), chatChunk);
  }

  #countPrompt({ parts }: LaidOutChat, { prefix, schema }: GenerateRequest): number {
    if (prefix && schema) {
      throw requestUnsupported(
        `${this.#parts.entry.name} cannot go on from the beginning of an answer and keep to a form at once.`,
      );
    }
    const texts = prefix ? [...parts, prefix] : parts;
    return texts.reduce((sum, text) => sum + this.#tokenizer.encode(text).length, this.#openingIds.length);
  }

  #openingText(): string {
    const { addedTokens } = this.#parts;
    return this.#openingIds.map((id) => addedTokens.textOf(id) ?? this.#tokenizer.idToToken(id)).join('');
  }
}

async function* mapChunks<T>(
  chunks: AsyncIterable<T>,
  toChunk: (chunk: T) => AnswerChunk,
): AsyncGenerator<AnswerChunk> {
  for await (const chunk of chunks) yield toChunk(chunk);
}

function chatChunk({ choices: [choice], usage }: ChatCompletionChunk): AnswerChunk {
  return { text: choice?.delta.content ?? '', finish: choice?.finish_reason ?? null, usage };
}

function completionChunk({ choices: [choice], usage }: Completion): AnswerChunk {
  return { text: choice?.text ?? '', finish: choice?.finish_reason ?? null, usage };
}

function resultOf(
  answer: AnswerStream,
  {
    promptTokens,
    openingTokens,
    startedAt,
    signal,
  }: {
    readonly promptTokens: number;
    readonly openingTokens: number;
    readonly startedAt: number;
    readonly signal: AbortSignal;
  },
): GenerateResult {
  const totalMs = performance.now() - startedAt;
  const stopped = answer.stopped || answer.finish === 'stop';
  const cancelled = signal.aborted && !stopped && answer.finish !== 'length';
  const begun = answer.firstTokenAt !== null;
  return {
    text: answer.text,
    promptTokens,
    reusedTokens: reusedOf(answer.promptTokens, promptTokens, openingTokens),
    // A token that was computed under a cancel is nobody's.
    newTokens: begun || !cancelled ? answer.newTokens : 0,
    finish: stopped ? 'stop' : cancelled ? 'cancelled' : 'length',
    firstTokenMs: answer.firstTokenAt === null ? totalMs : answer.firstTokenAt - startedAt,
    totalMs,
  };
}

/** web-llm tells how many tokens of the prompt it read, the opening ones left out; none at all is an answer that was never asked for. */
function reusedOf(readTokens: number, promptTokens: number, openingTokens: number): number {
  if (readTokens === 0 || readTokens + openingTokens >= promptTokens) return 0;
  return promptTokens - readTokens;
}
