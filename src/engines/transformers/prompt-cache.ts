import { DynamicCache, Tensor, type PreTrainedModel } from '@huggingface/transformers';
import { bytesOf, canBeCut, copyBeginning } from './cache-copies';

/** Tokens in one run of a long prompt. A run cannot be interrupted; this many take about a second on two cores. */
const RUN_TOKENS = 128;
/** A shorter common beginning is not worth copying keys and values for. */
const LEAST_REUSE = 16;
/** What may be kept besides the conversation that is read or was read last: two mails of 250 tokens with the starter model. */
const SPARE_BYTES = 24e6;

/** A conversation that was read, with its answer. */
interface Conversation {
  readonly tokens: readonly number[];
  readonly values: DynamicCache;
}

/** The keys and values of the beginning of a prompt. */
export interface ReadPrompt {
  /** Null when nothing is worth reading before the generation itself. */
  readonly values: DynamicCache | null;
  /** Tokens that did not have to be read, because an earlier conversation began alike. */
  readonly reused: number;
}

/**
 * The keys and values of the last conversations. Requests begin alike: all of them with the instructions, those about one mail with the mail.
 * Reading these again would take longer than writing the answer, so what is still true is used again. Where a conversation goes on, it is
 * taken as it is; where it only began alike, the beginning is copied, and the rest stays for a while: a reply that the user
 * asks for in the middle of a briefing must not make the next mail pay.
 */
export class PromptCache {
  readonly #model: PreTrainedModel;
  readonly #nextRun: () => Promise<void>;
  readonly #spareBytes: number;
  /** The last used at the end. */
  #conversations: Conversation[] = [];

  /**
   * @param nextRun awaited before each run; lets messages in
   * @param spareBytes what conversations besides the one in use may hold
   */
  constructor(model: PreTrainedModel, nextRun: () => Promise<void>, spareBytes = SPARE_BYTES) {
    this.#model = model;
    this.#nextRun = nextRun;
    this.#spareBytes = spareBytes;
  }

  /**
   * Reads `prompt` up to its last few tokens, which generation itself reads. The values are the caller's until `keep` takes them back. Stops
   * early, with less read, when the signal aborts. Rejects with what the runtime throws.
   */
  async read(prompt: readonly number[], signal: AbortSignal): Promise<ReadPrompt> {
    const begun = await this.#takeBeginning(prompt);
    // Before reading, not after, lest a long conversation before and a long one now are both in memory.
    await this.#dropOld();
    const reused = begun?.tokens.length ?? 0;
    let values = begun?.values ?? null;
    let length = reused;
    while (prompt.length - length > RUN_TOKENS && !signal.aborted) {
      await this.#nextRun();
      const end = length + RUN_TOKENS;
      values ??= new DynamicCache();
      const outputs: Record<string, Tensor> = await this.#model.forward({
        input_ids: int64Row(prompt.slice(length, end)),
        attention_mask: int64Row(new Array<number>(end).fill(1)),
        num_logits_to_keep: new Tensor('int64', [1n], []),
        past_key_values: values,
      });
      values.update(presentAsPast(outputs));
      length = end;
    }
    return { values, reused };
  }

  /** Keeps a conversation for the next ones. `tokens` are those that the values stand for. */
  async keep(tokens: readonly number[], values: DynamicCache): Promise<void> {
    await this.#dropOld();
    this.#conversations.push({ tokens, values });
  }

  async clear(): Promise<void> {
    const conversations = this.#conversations;
    this.#conversations = [];
    await Promise.all(conversations.map(({ values }) => values.dispose()));
  }

  /** The conversation with the longest beginning in common, as far as it is in common. Whoever gets it owns it. */
  async #takeBeginning(prompt: readonly number[]): Promise<Conversation | null> {
    let best: Conversation | null = null;
    let common = 0;
    for (const conversation of this.#conversations) {
      const length = commonLength(conversation.tokens, prompt);
      if (length >= common) [best, common] = [conversation, length];
    }
    if (!best || common === 0) return null;
    if (common === best.tokens.length) {
      this.#conversations = this.#conversations.filter((other) => other !== best);
      return best;
    }
    if (common < LEAST_REUSE || !canBeCut(best.values)) return null;
    return { tokens: prompt.slice(0, common), values: await copyBeginning(best.values, common) };
  }

  /** Drops the conversations, oldest first, that are more than may be kept besides one in use. */
  async #dropOld(): Promise<void> {
    const kept: Conversation[] = [];
    let bytes = 0;
    for (const conversation of this.#conversations.toReversed()) {
      bytes += bytesOf(conversation.values);
      if (bytes <= this.#spareBytes) kept.unshift(conversation);
      else await conversation.values.dispose();
    }
    this.#conversations = kept;
  }
}

/** How many tokens both begin with. The last token of a prompt must be run in any case, for its logits. */
function commonLength(tokens: readonly number[], prompt: readonly number[]): number {
  const limit = Math.min(tokens.length, prompt.length - 1);
  let length = 0;
  while (length < limit && tokens[length] === prompt[length]) length += 1;
  return length;
}

function presentAsPast(outputs: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => name.startsWith('present'))
      .map(([name, tensor]) => [name.replace('present', 'past_key_values'), tensor]),
  );
}

export function int64Row(values: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
}
