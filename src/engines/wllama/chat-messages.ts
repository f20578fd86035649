import type { ChatCompletionMessage } from '@wllama/wllama';
import type { GenerateRequest } from '../../contracts/capabilities';
import { disarmSpecialTokens } from '../disarm-special-tokens';

/** How the special tokens of vocabularies look. */
const MARKER = /<[|｜][^<>\s]{1,40}[|｜]>|<\/?[a-z_]{1,30}>|\[\/?[A-Z_]{1,30}\]|<<\/?SYS>>/g;
/** Special tokens in any model, also where its template does not name them. */
const ALWAYS_SPECIAL = /^<[|｜]|^<\/?(?:s|bos|eos|pad|unk|mask)>$|^\[(?:CLS|SEP|MASK|PAD|UNK)\]$/;

/**
 * Takes the meaning of special tokens from text that holds them, since llama.cpp reads them in a mail as if they were the template's own.
 * Which a model has, its chat template tells.
 */
export class MarkerGuard {
  readonly #ofTemplate: ReadonlySet<string>;

  constructor(chatTemplate = '') {
    this.#ofTemplate = new Set(chatTemplate.match(MARKER));
  }

  disarm(text: string): string {
    const found = text.match(MARKER) ?? [];
    const special = found.filter((marker) => ALWAYS_SPECIAL.test(marker) || this.#ofTemplate.has(marker));
    return disarmSpecialTokens(text, special);
  }
}

/** The conversation as llama.cpp takes it; it goes on from a last message of the assistant's. */
export function chatMessages(
  { turns, prefix }: Pick<GenerateRequest, 'turns' | 'prefix'>,
  guard: MarkerGuard,
): ChatCompletionMessage[] {
  const messages = turns.map(({ role, content }) => ({ role, content: guard.disarm(content) }));
  return prefix ? [...messages, { role: 'assistant', content: prefix }] : messages;
}
