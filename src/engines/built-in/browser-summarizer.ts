import type { GenerateRequest, GenerateResult } from '../../contracts/capabilities';
import type { LoadedModel } from '../../contracts/engine';
import { DesksideError } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import type { SummarizerSession } from '../../platform/built-in-ai';
import { answerError, cancelledAnswer, overflow, readAnswer, unsupported } from './browser-answer';

/**
 * The browser's summariser through the Summarizer API. It does one thing: of the turns, what the user says is the text to sum up, and the system prompt
 * says how to look at it.
 */
export class BrowserSummarizer implements LoadedModel {
  readonly modelId: string;
  readonly device = 'browser';
  readonly threads = 1;
  readonly #name: string;
  readonly #session: SummarizerSession;

  constructor({ id, name }: Pick<ModelEntry, 'id' | 'name'>, session: SummarizerSession) {
    this.modelId = id;
    this.#name = name;
    this.#session = session;
  }

  /** The browser counts texts with what it puts around them; what an empty one takes is left out. */
  async countTokens(text: string): Promise<number> {
    const { measureInputUsage } = this.#session;
    const [whole, empty] = await Promise.all(
      [text, ''].map((input) => measureInputUsage.call(this.#session, input)),
    );
    return (whole ?? 0) - (empty ?? 0);
  }

  async generate(
    request: GenerateRequest,
    onText: (piece: string) => void,
    signal: AbortSignal,
  ): Promise<GenerateResult> {
    const startedAt = performance.now();
    if (signal.aborted) return cancelledAnswer(startedAt);
    this.#requireSupported(request);
    const text = contentOf(request, 'user');
    const options = { context: contentOf(request, 'system'), signal };
    try {
      const promptTokens = await this.#session.measureInputUsage(text, options);
      const { inputQuota } = this.#session;
      if (promptTokens > inputQuota) throw overflow(this.#name, promptTokens, inputQuota);
      const stream = this.#session.summarizeStreaming(text, options);
      return await readAnswer(stream, request, { onText, signal, promptTokens, startedAt });
    } catch (error) {
      if (signal.aborted) return cancelledAnswer(startedAt);
      throw answerError(error, this.#name);
    }
  }

  async embed(): Promise<never> {
    throw new DesksideError(unsupported(`“${this.#name}” writes summaries; it gives no vectors.`));
  }

  async unload(): Promise<void> {
    this.#session.destroy();
  }

  #requireSupported({ temperature = 0, schema, prefix }: GenerateRequest): void {
    if (temperature === 0 && schema === undefined && prefix === undefined) return;
    throw new DesksideError(
      unsupported(`“${this.#name}” words summaries in its own way, and nothing else can be asked of it.`),
    );
  }
}

function contentOf({ turns }: GenerateRequest, role: 'system' | 'user'): string {
  return turns
    .filter((turn) => turn.role === role)
    .map(({ content }) => content)
    .join('\n\n')
    .trim();
}
