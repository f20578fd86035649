import type { PreTrainedTokenizer } from '@huggingface/transformers';
import type { ChatTurn } from '../../contracts/capabilities';

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

/** A mail that holds `<|im_end|>` as text must not end the user's turn and begin one of its own. */
function disarmSpecialTokens(content: string, specialTokens: readonly string[]): string {
  let text = content;
  for (const token of specialTokens) {
    if (token.length > 1) text = text.replaceAll(token, `${token.slice(0, 1)} ${token.slice(1)}`);
  }
  return text;
}
