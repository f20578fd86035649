import type { ChatCompletionMessageParam } from '@mlc-ai/web-llm';
import type { ChatTurn } from '../../contracts/capabilities';
import { disarmSpecialTokens } from '../disarm-special-tokens';
import { requestUnsupported } from '../engine-failures';
import type { MlcTemplate } from './mlc-config';

/** What web-llm puts before an answer of Qwen3, when asked to, so that it does not reason first. */
const EMPTY_THINKING = '<think>\n\n</think>\n\n';

export interface ChatTemplateOptions {
  readonly template: MlcTemplate;
  /** Texts that must not be taken for tokens where they stand in a turn. */
  readonly specialTokens: readonly string[];
  /** Whether the model reasons before it answers unless it is kept from it. */
  readonly thinks: boolean;
}

/** A conversation in the two forms in which web-llm takes one. */
export interface LaidOutChat {
  readonly messages: ChatCompletionMessageParam[];
  /** The text that the messages become, in the parts that web-llm tokenises each for itself; the last one opens the answer. */
  readonly parts: readonly string[];
}

/**
 * How turns become a prompt, as web-llm 0.2.86 does it (`Conversation.getPromptArray`), with three differences that its own interface
 * allows. The mark that ends an answer begins the next user's turn: web-llm would leave it out whenever it goes on from what it has read,
 * so that a conversation read something else than the same one read at once. Templates of roles that hold the text alone are dropped, as
 * web-llm fills them in by `String.replace`, which reads `$'` in a mail as an instruction. Of models without a system turn, the system's
 * text begins the first turn.
 */
export class ChatTemplate {
  /** In place of `conv_template`. */
  readonly override: MlcTemplate;
  /** What begins an answer before its first token; web-llm counts it as part of the answer. */
  readonly answerPrefix: string;
  readonly #laterUser: string;
  readonly #specialTokens: readonly string[];

  constructor({ template, specialTokens, thinks }: ChatTemplateOptions) {
    const [userEnd = '', answerEnd = userEnd, ...others] = template.seps;
    const plain = isPlain(template);
    this.override = {
      ...template,
      ...(others.length === 0 ? { seps: [userEnd, ''] } : {}),
      ...(plain ? { role_templates: undefined } : {}),
    };
    this.#laterUser = (others.length === 0 ? answerEnd : '') + template.roles.user;
    this.#specialTokens = specialTokens;
    this.answerPrefix = thinks ? EMPTY_THINKING : '';
  }

  /** Rejects with `request-unsupported` when the turns are not the user's and the assistant's by turns, the user's last. */
  layOut(turns: readonly ChatTurn[]): LaidOutChat {
    const { system, rounds } = this.#arrange(turns);
    const messages: ChatCompletionMessageParam[] = rounds.map(({ role, content }, i) =>
      role === 'assistant'
        ? { role, content: this.answerPrefix + content }
        : { role: 'user', content: this.#escaped(content), ...(i > 0 ? { name: this.#laterUser } : {}) },
    );
    if (system !== null) messages.unshift({ role: 'system', content: escapeReplacement(system) });
    return { messages, parts: this.#render(system, rounds) };
  }

  #arrange(turns: readonly ChatTurn[]): {
    readonly system: string | null;
    readonly rounds: readonly Round[];
  } {
    const [first] = turns;
    const hasSystem = first?.role === 'system';
    const system = hasSystem ? this.#disarmed(first.content) : null;
    const rounds = (hasSystem ? turns.slice(1) : turns).map(({ role, content }, i) => {
      if (role !== (i % 2 === 0 ? 'user' : 'assistant')) throw wrongOrder();
      return { role, content: this.#disarmed(content) } as Round;
    });
    const [opening, ...later] = rounds;
    if (!opening || rounds.length % 2 === 0) throw wrongOrder();
    if (system === null || !isWithoutSystem(this.override)) return { system, rounds };
    return { system: null, rounds: [{ ...opening, content: `${system}\n\n${opening.content}` }, ...later] };
  }

  #render(system: string | null, rounds: readonly Round[]): string[] {
    const { override: template } = this;
    const { roles, seps } = template;
    const contentSeparator = template.role_content_sep ?? ': ';
    const opening = systemPrompt(template, system ?? template.system_message);
    const parts = rounds.map(({ role, content }, i) => {
      const bare = i === 0 && opening !== '' && template.add_role_after_system_message === false;
      const name = role === 'assistant' ? roles.assistant : i === 0 ? roles.user : this.#laterUser;
      const text = role === 'assistant' ? this.answerPrefix + content : content;
      return (
        (bare ? '' : name + contentSeparator) + filled(template, role, text) + (seps[i % seps.length] ?? '')
      );
    });
    const header = this.answerPrefix === '' ? (template.role_empty_sep ?? ': ') : contentSeparator;
    return [...(opening === '' ? [] : [opening]), ...parts, roles.assistant + header + this.answerPrefix];
  }

  #escaped(content: string): string {
    return this.override.role_templates?.user ? escapeReplacement(content) : content;
  }

  #disarmed(content: string): string {
    return disarmSpecialTokens(content, this.#specialTokens);
  }
}

interface Round {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

const PLACES = { user: '{user_message}', assistant: '{assistant_message}' } as const;

/** Whether the templates of both roles hold the text and nothing else. */
function isPlain({ role_templates: templates }: MlcTemplate): boolean {
  const { user = null, assistant = null } = templates ?? {};
  return (user ?? PLACES.user) === PLACES.user && (assistant ?? PLACES.assistant) === PLACES.assistant;
}

/** Gemma was trained without system turns; its own template puts the system's text first in the user's. */
function isWithoutSystem({ name }: MlcTemplate): boolean {
  return /^gemma/i.test(name ?? '');
}

function systemPrompt(template: MlcTemplate, message: string): string {
  if (message === '' && template.render_empty_system_message === false) return '';
  return template.system_template.replace('{system_message}', () => message);
}

function filled({ role_templates: templates }: MlcTemplate, role: Round['role'], text: string): string {
  const template = templates?.[role];
  return template ? template.replace(PLACES[role], () => text).replace('{function_string}', '') : text;
}

/** So that `String.replace` puts the text in as it is. */
function escapeReplacement(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function wrongOrder(): Error {
  return requestUnsupported(
    'WebLLM can answer only when user and assistant have spoken by turns, the user last. Ask in another way, or choose a model of another engine.',
  );
}
