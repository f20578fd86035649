import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import type { GenerateResult, TextGenerator } from '../../contracts/capabilities';
import { finishReasonOf, toRequest, usageOf, warningsFor } from './call-options';

/** The one text of an answer. */
const TEXT_ID = 'text';

export function toLanguageModel(generator: TextGenerator, maxOutputTokens: number): LanguageModelV4 {
  async function generate(
    options: LanguageModelV4CallOptions,
    signal: AbortSignal | undefined,
    onText?: (piece: string) => void,
  ): Promise<GenerateResult> {
    signal?.throwIfAborted();
    const result = await generator.generate(toRequest(options, maxOutputTokens), {
      ...(signal ? { signal } : {}),
      ...(onText ? { onText } : {}),
    });
    // The text so far is the stream's; a call without one ends as `fetch` would.
    if (result.finish === 'cancelled') throw signal?.reason ?? new DOMException('Cancelled.', 'AbortError');
    return result;
  }

  return {
    specificationVersion: 'v4',
    provider: 'deskside',
    modelId: generator.modelId,
    supportedUrls: {},
    async doGenerate(options) {
      const result = await generate(options, options.abortSignal);
      return {
        content: result.text === '' ? [] : [{ type: 'text', text: result.text }],
        finishReason: finishReasonOf(result),
        usage: usageOf(result),
        warnings: warningsFor(options),
        response: { modelId: generator.modelId },
      };
    },
    async doStream(options) {
      const left = new AbortController();
      const signal = options.abortSignal ? AbortSignal.any([options.abortSignal, left.signal]) : left.signal;
      return {
        stream: new ReadableStream<LanguageModelV4StreamPart>({
          async start(controller) {
            controller.enqueue({ type: 'stream-start', warnings: warningsFor(options) });
            controller.enqueue({ type: 'response-metadata', modelId: generator.modelId });
            controller.enqueue({ type: 'text-start', id: TEXT_ID });
            try {
              const result = await generate(options, signal, (delta) => {
                if (!left.signal.aborted) controller.enqueue({ type: 'text-delta', id: TEXT_ID, delta });
              });
              controller.enqueue({ type: 'text-end', id: TEXT_ID });
              controller.enqueue({
                type: 'finish',
                finishReason: finishReasonOf(result),
                usage: usageOf(result),
              });
              controller.close();
            } catch (thrown) {
              if (!left.signal.aborted) controller.error(thrown);
            }
          },
          cancel: (reason) => left.abort(reason),
        }),
      };
    },
  };
}
