import type { GenerateRequest, GenerateResult } from '../../contracts/capabilities';
import { DesksideError } from '../../contracts/failure';
import type { ChatPiece, ChatUsage } from '../../platform/openai-client/chat-chunk';
import { isRefusal, type ChatSession } from '../../platform/openai-client/chat-session';
import { unsupportedByServer } from '../../platform/openai-client/server-failures';
import { AnswerText } from './answer-text';
import { requireRoom, type ContextRoom } from './context-room';
import { disarmMarkers } from './disarm-markers';

/** Writes text with a model of a server. */
export class ServerGeneration {
  readonly #session: ChatSession;
  readonly #room: ContextRoom;
  /** Tried when it is first needed, then known. */
  #continues: Promise<boolean> | null = null;
  #thinksUnasked = false;

  constructor(session: ChatSession, room: ContextRoom) {
    this.#session = session;
    this.#room = room;
  }

  async generate(
    request: GenerateRequest,
    onText: (piece: string) => void,
    signal: AbortSignal,
  ): Promise<GenerateResult> {
    const answer = new Answer(request, this.#thinksUnasked, onText);
    try {
      if (!signal.aborted) await this.#run(request, answer, signal);
    } catch (error) {
      if (!isCancelled(error)) throw error;
    }
    return answer.result(signal.aborted);
  }

  async #run(request: GenerateRequest, answer: Answer, signal: AbortSignal): Promise<void> {
    const turns = disarmMarkers(request.turns);
    await requireRoom(this.#room, turns, request, signal);
    if (request.prefix) await this.#requireContinuing(signal);
    for await (const piece of this.#session.stream({ ...request, turns }, signal)) {
      answer.take(piece);
      if (answer.leaked) throw this.#thoughtsLeaked();
      // Leaving the stream also stops the server.
      if (answer.stopped || signal.aborted) break;
    }
    answer.end();
    if (answer.onlyThoughts) throw this.#onlyThoughts();
    if (answer.swallowed && !signal.aborted) throw this.#answerSwallowed();
  }

  /** Rejects with `request-unsupported` when the server begins anew instead of going on; nothing in an answer would tell. */
  async #requireContinuing(signal: AbortSignal): Promise<void> {
    const { server } = this.#session.connection;
    if (server.kind === 'llama-cpp' || server.kind === 'vllm') return;
    this.#continues ??= this.#tryContinuing(signal).catch((error: unknown) => {
      this.#continues = null;
      throw error;
    });
    if (!(await this.#continues)) {
      throw unsupportedByServer(server, 'does not let this model go on from a beginning.');
    }
  }

  async #tryContinuing(signal: AbortSignal): Promise<boolean> {
    const request: GenerateRequest = {
      turns: [{ role: 'user', content: 'Count from one to twelve in words, separated by commas.' }],
      prefix: 'one, two, three, four, five, six,',
      maxTokens: 6,
    };
    const answer = new Answer(request, false, () => undefined);
    try {
      for await (const piece of this.#session.stream(request, signal)) answer.take(piece);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return false;
    }
    answer.end();
    return /^\s*seven\b/i.test(answer.text);
  }

  /** The next try holds back all that comes before the end of the thoughts. */
  #thoughtsLeaked(): DesksideError {
    this.#thinksUnasked = true;
    const { connection, model } = this.#session;
    return new DesksideError({
      code: 'server-refused',
      message: `“${connection.server.name}” mixes what ${model} thinks into what it answers. Try again; Deskside now tells them apart.`,
      retryable: true,
    });
  }

  /** The model answers without thoughts after all; the next try shows what comes as it comes. */
  #answerSwallowed(): DesksideError {
    this.#thinksUnasked = false;
    const { connection, model } = this.#session;
    return new DesksideError({
      code: 'server-refused',
      message: `Deskside took what ${model} of “${connection.server.name}” answered for its thoughts, because an earlier answer held some. Try again; the next answer is shown.`,
      retryable: true,
    });
  }

  #onlyThoughts(): DesksideError {
    const { connection, model } = this.#session;
    return unsupportedByServer(
      connection.server,
      `runs ${model} as a model that thinks before it answers, and it thought until there was no room for an answer. Turn its thinking off on the server, or choose another model.`,
    );
  }
}

/** One answer as it comes, with its counts. */
class Answer {
  readonly #startedAt = performance.now();
  readonly #text: AnswerText;
  readonly #prefix: string;
  #pieces = 0;
  #thoughts = 0;
  #usage: ChatUsage | null = null;
  #finish: string | null = null;
  #firstTokenAt: number | null = null;

  constructor({ prefix, stop }: GenerateRequest, thinksUnasked: boolean, onText: (piece: string) => void) {
    this.#prefix = prefix ?? '';
    const start = prefix ? 'answering' : thinksUnasked ? 'thinking' : 'beginning';
    this.#text = new AnswerText(start, stop, onText);
  }

  get text(): string {
    return this.#text.text;
  }

  get stopped(): boolean {
    return this.#text.stopped;
  }

  get leaked(): boolean {
    return this.#text.leaked;
  }

  /** Whether the token limit came before the first word of the answer. */
  get onlyThoughts(): boolean {
    return this.#finish === 'length' && this.text === '' && (this.#thoughts > 0 || this.#pieces > 0);
  }

  /** Whether the answer ended and all of it was held back for the thoughts that an earlier one held. At the limit, thoughts may have filled it. */
  get swallowed(): boolean {
    return this.#finish !== 'length' && this.#pieces > 0 && this.#text.onlyPresumed;
  }

  take({ text, thought, finish, usage }: ChatPiece): void {
    if (text !== '') {
      this.#firstTokenAt ??= performance.now();
      this.#pieces += 1;
      // llama.cpp repeats the beginning in an answer that it does not stream.
      const isRepeated = this.#pieces === 1 && finish !== null && text.startsWith(this.#prefix);
      this.#text.push(isRepeated ? text.slice(this.#prefix.length) : text);
    }
    if (thought !== '') this.#thoughts += 1;
    this.#finish = finish ?? this.#finish;
    this.#usage = usage ?? this.#usage;
  }

  end(): void {
    this.#text.end();
  }

  result(cancelled: boolean): GenerateResult {
    const totalMs = performance.now() - this.#startedAt;
    return {
      text: this.text,
      promptTokens: this.#usage?.promptTokens ?? 0,
      reusedTokens: this.#usage?.reusedTokens ?? 0,
      // Servers send a token at a time, and their count with the end only.
      newTokens: this.#usage?.newTokens ?? this.#pieces + this.#thoughts,
      finish: this.stopped ? 'stop' : cancelled ? 'cancelled' : this.#finish === 'length' ? 'length' : 'stop',
      firstTokenMs: this.#firstTokenAt === null ? totalMs : this.#firstTokenAt - this.#startedAt,
      totalMs,
    };
  }
}

function isCancelled(error: unknown): boolean {
  return error instanceof DesksideError && error.failure.code === 'cancelled';
}
