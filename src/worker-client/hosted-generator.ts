import * as Comlink from 'comlink';
import type {
  GenerateRequest,
  GenerateResult,
  PromptDialect,
  TextGenerator,
} from '../contracts/capabilities';
import { DesksideError } from '../contracts/failure';
import { isLoss, MOST_LOSSES_A_CALL } from './lost-ways';
import type { ModelHost } from './model-host';

/**
 * The generator of a host. When the worker or the device is lost in the middle, another goes on after the text that was streamed already:
 * first in the same way, then in the next. Should these be lost as well, the call rejects with what befell the last, and what was streamed
 * stays with the caller.
 *
 * An answer with a `schema` is streamed in one piece, when it is whole: grammars begin at the first character, so such an answer cannot be
 * continued but is written again from the start, and what was streamed could not be taken back. Half of a JSON text is of no use anyway.
 */
export function createHostedGenerator(
  modelId: string,
  prompts: PromptDialect,
  host: ModelHost,
): TextGenerator {
  return {
    modelId,
    prompts,
    async generate(request, { signal, onText } = {}) {
      const answer = new AnswerSoFar(request, onText);
      for (let losses = 1; ; losses += 1) {
        const receive = Comlink.proxy(answer.beginTry());
        const rest = answer.rest();
        const result = await host.run(signal, (api, target) => api.generate({ ...target, ...rest }, receive));
        answer.endTry();
        if (result.ok) return answer.complete(result.value);
        const { failure } = result;
        if (failure.code === 'cancelled') return answer.cutOff('cancelled');
        if (!isLoss(failure) || losses === MOST_LOSSES_A_CALL) throw new DesksideError(failure);
        if (answer.isFull()) return answer.cutOff('length');
      }
    },
  };
}

/** An answer that may be written by several workers, one after the other. */
class AnswerSoFar {
  readonly #request: GenerateRequest;
  readonly #onText: (piece: string) => void;
  readonly #startedAt = performance.now();
  #text = '';
  /** A piece is one token, or several that make one character. */
  #pieces = 0;
  #firstTokenMs: number | null = null;
  #openTry = 0;
  #before = { text: '', pieces: 0 };

  constructor(request: GenerateRequest, onText: (piece: string) => void = () => undefined) {
    this.#request = request;
    this.#onText = onText;
  }

  /** What receives the pieces of one worker; those that arrive after its end are not of the answer any more. */
  beginTry(): (piece: string) => void {
    if (!this.#streams) {
      this.#text = '';
      this.#pieces = 0;
    }
    this.#before = { text: this.#text, pieces: this.#pieces };
    const number = (this.#openTry += 1);
    return (piece) => {
      if (number === this.#openTry) this.#receive(piece);
    };
  }

  endTry(): void {
    this.#openTry += 1;
  }

  #receive(piece: string): void {
    this.#firstTokenMs ??= performance.now() - this.#startedAt;
    this.#text += piece;
    this.#pieces += 1;
    if (this.#streams) this.#onText(piece);
  }

  /** What is still to be written. The limit may be undershot a little, as pieces are counted for tokens. */
  rest(): GenerateRequest {
    if (this.#pieces === 0) return this.#request;
    const { prefix = '', maxTokens } = this.#request;
    return { ...this.#request, prefix: prefix + this.#text, maxTokens: maxTokens - this.#pieces };
  }

  isFull(): boolean {
    return this.#streams && this.#pieces >= this.#request.maxTokens;
  }

  /** `last` is what the last worker wrote. */
  complete(last: GenerateResult): GenerateResult {
    const text = this.#before.text + last.text;
    if (!this.#streams && text !== '') this.#onText(text);
    if (this.#before.pieces === 0) return last;
    return {
      ...last,
      text,
      newTokens: this.#before.pieces + last.newTokens,
      firstTokenMs: this.#firstTokenMs ?? last.firstTokenMs,
      totalMs: performance.now() - this.#startedAt,
    };
  }

  cutOff(finish: GenerateResult['finish']): GenerateResult {
    const totalMs = performance.now() - this.#startedAt;
    return {
      text: this.#text,
      promptTokens: 0,
      reusedTokens: 0,
      newTokens: this.#pieces,
      finish,
      firstTokenMs: this.#firstTokenMs ?? totalMs,
      totalMs,
    };
  }

  get #streams(): boolean {
    return this.#request.schema === undefined;
  }
}
