import type { PreTrainedTokenizer } from '@huggingface/transformers';
import type { ChatTurn } from '../../contracts/capabilities';
import { disarmSpecialTokens } from '../disarm-special-tokens';

const CHAT_OPTIONS = {
  add_generation_prompt: true,
  tokenize: true,
  return_tensor: false,
  return_dict: false,
  // Handed on to templates that know the word (Qwen3): the tokens go into the answer, not into a monologue before it.
  enable_thinking: false,
} as const;

/** The tokens of a conversation, ready for the assistant's next words, which begin with `prefix`. */
export function encodeChat(
  tokenizer: PreTrainedTokenizer,
  turns: readonly ChatTurn[],
  prefix = '',
): number[] {
  const disarmed = turns.map((turn) => ({
    role: turn.role,
    content: disarmSpecialTokens(turn.content, tokenizer.all_special_tokens),
  }));
  const prompt = tokenizer.apply_chat_template(disarmed, CHAT_OPTIONS);
  return prefix === '' ? prompt : [...prompt, ...tokenizer.encode(prefix, { add_special_tokens: false })];
}
