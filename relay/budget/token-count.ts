import { utf8Bytes } from '../../src/providers/prompt-limit.ts';
import type { ChatEvent, TokenUsage } from '../../src/providers/provider.ts';

export interface CountedUsage extends TokenUsage {
  readonly estimated: boolean;
}

/** Follows an answer and knows, at any time, what it has used. */
export class UsageMeter {
  readonly #mostPrompt: number;
  readonly #mostCompletion: number;
  #told: Partial<TokenUsage> = {};
  #bytes = 0;

  constructor(mostPromptTokens: number, maxTokens: number) {
    this.#mostPrompt = mostPromptTokens;
    this.#mostCompletion = maxTokens;
  }

  add(events: readonly ChatEvent[]): void {
    for (const event of events) {
      if (event.type === 'usage') this.#told = { ...this.#told, ...event.usage };
      else if (event.type === 'text' || event.type === 'thought') this.#bytes += utf8Bytes(event.text);
    }
  }

  /** @param isWhole whether the answer came to its end; what was told before may be of its beginning only. */
  count(isWhole: boolean): CountedUsage {
    const { promptTokens, completionTokens } = this.#told;
    const arrived = Math.min(this.#mostCompletion, this.#bytes);
    const isTold = isWhole && promptTokens !== undefined && completionTokens !== undefined;
    return {
      promptTokens: promptTokens ?? this.#mostPrompt,
      completionTokens:
        isWhole && completionTokens !== undefined
          ? completionTokens
          : Math.max(completionTokens ?? 0, arrived),
      estimated: !isTold,
    };
  }
}
