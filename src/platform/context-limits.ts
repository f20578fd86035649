import type { ModelTask } from '../contracts/model';

/**
 * Tokens for which a page has memory to spare, whatever a model could take. Engines that set memory aside for the whole context keep to it:
 * keys and values take 23 KB a token with 135M parameters and 114 KB with 3B; an embedder reads a text in one piece, which takes memory
 * with the square of its length.
 */
const MOST_TOKENS: Readonly<Record<ModelTask, number>> = {
  'text-generation': 4096,
  'feature-extraction': 1024,
};

/** The context that a model gets in a page, in tokens. */
export function contextInPage(task: ModelTask, contextLength: number): number {
  return Math.min(contextLength, MOST_TOKENS[task]);
}
