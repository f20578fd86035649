import * as Comlink from 'comlink';
import type {
  GenerateRequest,
  GenerateResult,
  PromptDialect,
  TextGenerator,
} from '../contracts/capabilities';
import { DesksideError } from '../contracts/failure';
import type { ModelHost } from './model-host';

/** A worker that dies twice under one answer would die a third time. */
const MOST_WORKERS = 2;

/**
 * The generator of a host. When the worker dies in the middle, a new one goes on after the text that was streamed already; should that one
 * die as well, the call rejects with `worker-died` and what was streamed stays with the caller.
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
      const startedAt = performance.now();
      let text = '';
      let pieces = 0;
      let firstTokenMs: number | null = null;
      const receive = (piece: string) => {
        firstTokenMs ??= performance.now() - startedAt;
        text += piece;
        pieces += 1;
        onText?.(piece);
      };
      const resultSoFar = (finish: GenerateResult['finish']): GenerateResult => {
        const totalMs = performance.now() - startedAt;
        return {
          text,
          promptTokens: 0,
          newTokens: pieces,
          finish,
          firstTokenMs: firstTokenMs ?? totalMs,
          totalMs,
        };
      };

      for (let worker = 1; ; worker += 1) {
        const streamedBefore = text;
        const piecesBefore = pieces;
        const rest = restOf(request, text, pieces);
        const result = await host.run(signal, (api, target) =>
          api.generate({ ...target, ...rest }, Comlink.proxy(receive)),
        );
        if (result.ok && piecesBefore === 0) return result.value;
        if (result.ok) {
          return {
            ...result.value,
            text: streamedBefore + result.value.text,
            newTokens: piecesBefore + result.value.newTokens,
            firstTokenMs: firstTokenMs ?? result.value.firstTokenMs,
            totalMs: performance.now() - startedAt,
          };
        }
        const { failure } = result;
        if (failure.code === 'cancelled') return resultSoFar('cancelled');
        if (failure.code !== 'worker-died' || worker === MOST_WORKERS) throw new DesksideError(failure);
        if (pieces >= request.maxTokens) return resultSoFar('length');
      }
    },
  };
}

/** What is still to be written. A piece is one token, or several that make one character, so the limit may be undershot a little. */
function restOf(request: GenerateRequest, text: string, pieces: number): GenerateRequest {
  if (pieces === 0) return request;
  return { ...request, prefix: (request.prefix ?? '') + text, maxTokens: request.maxTokens - pieces };
}
