import type { ChatTurn, GenerateRequest } from '../../contracts/capabilities';
import { DesksideError } from '../../contracts/failure';
import type { TokenCounter } from './token-counter';

/** Tokens that templates put around a turn; few need as many. */
const TOKENS_AROUND_A_TURN = 16;
/** UTF-8 bytes of a token, the fewest that natural language of any script has on average. */
const BYTES_A_TOKEN = 3;

export interface ContextRoom {
  readonly modelName: string;
  /** Tokens. */
  readonly contextLength: number;
  readonly counter: TokenCounter;
}

/**
 * Rejects with `context-overflow` when prompt and answer do not fit. To be asked before the server is, because several of them cut a prompt
 * that is too long without a word, or end the answer early. Where the server cannot count, it goes by the bytes, and rather refuses too much.
 */
export async function requireRoom(
  { modelName, contextLength, counter }: ContextRoom,
  turns: readonly ChatTurn[],
  { maxTokens }: Pick<GenerateRequest, 'maxTokens'>,
  signal: AbortSignal,
): Promise<void> {
  const bytes = turns.reduce((sum, { content }) => sum + new TextEncoder().encode(content).byteLength, 0);
  const around = turns.length * TOKENS_AROUND_A_TURN;
  // A token has at least one byte.
  if (bytes + around + maxTokens <= contextLength) return;
  const cannotFit = maxTokens >= contextLength;
  const counted = cannotFit ? null : await counter.countPrompt(turns, signal);
  const promptTokens = counted ?? Math.ceil(bytes / BYTES_A_TOKEN) + around;
  if (promptTokens + maxTokens <= contextLength) return;
  const about = counted === null ? 'about ' : '';
  throw new DesksideError({
    code: 'context-overflow',
    message: `This is too long for ${modelName}: ${about}${promptTokens} tokens and an answer of up to ${maxTokens} do not fit into ${contextLength}. Use a shorter text, or give the model a longer context on its server.`,
    retryable: false,
  });
}
