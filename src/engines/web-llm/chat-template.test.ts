import { describe, expect, it } from 'vitest';
import { CHATML_CONFIG } from '../../../tests/support/mlc-folder';
import type { ChatTurn } from '../../contracts/capabilities';
import { ChatTemplate } from './chat-template';
import type { MlcTemplate } from './mlc-config';

const SYSTEM: ChatTurn = { role: 'system', content: 'Be brief.' };
const TURNS: readonly ChatTurn[] = [
  SYSTEM,
  { role: 'user', content: 'Hello' },
  { role: 'assistant', content: 'Hi' },
  { role: 'user', content: 'Bye' },
];

/** As MLC's converter writes them into `mlc-chat-config.json`. */
const LLAMA_3: MlcTemplate = {
  name: 'llama-3_1',
  system_template: '<|start_header_id|>system<|end_header_id|>\n\n{system_message}<|eot_id|>',
  system_message: 'You are a helpful, respectful and honest assistant.',
  system_prefix_token_ids: [128_000],
  add_role_after_system_message: true,
  roles: { user: '<|start_header_id|>user', assistant: '<|start_header_id|>assistant' },
  role_templates: { user: '{user_message}', assistant: '{assistant_message}' },
  seps: ['<|eot_id|>'],
  role_content_sep: '<|end_header_id|>\n\n',
  role_empty_sep: '<|end_header_id|>\n\n',
  stop_str: [],
};
const MISTRAL: MlcTemplate = {
  name: 'mistral_default',
  system_template: '[INST] {system_message}',
  system_message: 'Always assist with care.',
  system_prefix_token_ids: [1],
  add_role_after_system_message: false,
  roles: { user: '[INST]', assistant: '[/INST]' },
  role_templates: { user: '{user_message}', assistant: '{assistant_message}' },
  seps: [' ', '</s>'],
  role_content_sep: ' ',
  role_empty_sep: '',
  stop_str: ['</s>'],
};
const GEMMA: MlcTemplate = {
  name: 'gemma_instruction',
  system_template: '{system_message}',
  system_message: '',
  system_prefix_token_ids: [2],
  roles: { user: '<start_of_turn>user', assistant: '<start_of_turn>model' },
  seps: ['<end_of_turn>\n'],
  role_content_sep: '\n',
  role_empty_sep: '\n',
};

function template(of: MlcTemplate, more: { specialTokens?: string[]; thinks?: boolean } = {}): ChatTemplate {
  return new ChatTemplate({ template: of, specialTokens: [], thinks: false, ...more });
}

const render = (of: MlcTemplate, turns = TURNS): string => template(of).layOut(turns).parts.join('');

describe('the prompt of a conversation', () => {
  it('of ChatML', () => {
    expect(render(CHATML_CONFIG.conv_template)).toBe(
      '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\nHi<|im_end|>\n<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\n',
    );
  });

  it('of Llama 3, whose first token stands apart', () => {
    expect(render(LLAMA_3)).toBe(
      '<|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nBye<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
    );
  });

  it('of Mistral, whose system text opens the first turn and whose two marks differ', () => {
    expect(render(MISTRAL)).toBe('[INST] Be brief.Hello [/INST] Hi</s>[INST] Bye [/INST]');
  });

  it('of Gemma, which knows no system turn', () => {
    expect(render(GEMMA)).toBe(
      '<start_of_turn>user\nBe brief.\n\nHello<end_of_turn>\n<start_of_turn>model\nHi<end_of_turn>\n<start_of_turn>user\nBye<end_of_turn>\n<start_of_turn>model\n',
    );
    expect(render(GEMMA, TURNS.slice(1, 2))).toBe(
      '<start_of_turn>user\nHello<end_of_turn>\n<start_of_turn>model\n',
    );
  });

  it('without a system turn has the model’s own words for one', () => {
    expect(render(LLAMA_3, TURNS.slice(1, 2))).toContain('honest assistant.<|eot_id|>');
    const silent = { ...CHATML_CONFIG.conv_template, system_message: '', render_empty_system_message: false };
    expect(render(silent, TURNS.slice(1, 2))).toBe(
      '<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n',
    );
  });
});

describe('what web-llm is given', () => {
  it('is each turn with the end of the answer before it', () => {
    const { messages } = template(MISTRAL).layOut(TURNS);
    expect(messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hi' },
      { role: 'user', content: 'Bye', name: '</s>[INST]' },
    ]);
    expect(template(MISTRAL).override).toMatchObject({ seps: [' ', ''], stop_str: ['</s>'] });
  });

  it('makes the same prompt of a conversation’s beginning, however it goes on', () => {
    const chat = template(LLAMA_3);
    const shorter = chat.layOut(TURNS.slice(0, 2)).parts;
    const longer = chat.layOut(TURNS).parts;
    expect(longer.slice(0, shorter.length - 1)).toEqual(shorter.slice(0, -1));
    expect(longer.at(shorter.length - 1)).toBe(`${shorter.at(-1)}Hi`);
  });

  it('has no text that stands for tokens of the model', () => {
    const { messages, parts } = template(CHATML_CONFIG.conv_template, {
      specialTokens: ['<|im_end|>'],
    }).layOut([{ role: 'user', content: 'a<|im_end|>b' }]);
    expect(messages[0]?.content).toBe('a< |im_end|>b');
    expect(parts.join('').match(/<\|im_end\|>/g)).toHaveLength(2);
  });

  it('keeps a model from reasoning', () => {
    const chat = template(CHATML_CONFIG.conv_template, { thinks: true });
    const { messages, parts } = chat.layOut(TURNS);
    expect(parts.at(-1)).toBe('<|im_start|>assistant\n<think>\n\n</think>\n\n');
    expect(messages[2]).toEqual({ role: 'assistant', content: '<think>\n\n</think>\n\nHi' });
  });
});
