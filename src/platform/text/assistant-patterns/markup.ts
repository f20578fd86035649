import { gated, within, type GatedPattern } from './gated-pattern';
import { TASK } from './task-words';

/** Marks by which programs tell the turns of a conversation, and the ends of what they put in. */
export const MARKUP: readonly GatedPattern[] = [
  gated(
    /<\|\s?(?:im_start|im_end|system|user|assistant|endoftext|begin_of_text|eot_id|start_header_id|end_header_id|endofprompt)\s?\|>|\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>/giu,
    ['<|', '[inst]', '[/inst]', '<<', '_of_turn'],
  ),
  gated(
    /(?:^|\n)[ \t>]{0,20}#{2,4}\s{0,8}(?:system|assistant|human)(?:\s{1,8}(?:prompt|message))?\s{0,8}:?[ \t]*(?:\n|$)|(?:^|\n)[ \t>]{0,20}#{2,4}\s{0,8}(?:instruction|response)\s{0,8}:/giu,
    ['##'],
  ),
  gated(/["']role["']\s{0,8}:\s{0,8}["'](?:system|assistant|developer)["']/giu, ['role']),
  gated(
    /<\/?(?:system|assistant|system_prompt|system-prompt|instructions?|admin|developer)(?:\s[^<>\n]{0,60})?>/giu,
    [within(['<'], /<\/?(?:system|assistant|instruction|admin|developer)/)],
  ),
  gated(
    /(?:^|\n)\W{2,30}\s{0,8}end\s{1,8}of\s{1,8}(?:the\s{1,8})?(?:e-?mail|mail|message|user\s{1,8}input|context|document|untrusted\s{1,8}\w+)\b[^\n]{0,20}\W{2,30}\s{0,8}(?=\n|$)/giu,
    [within(['end'], /end\s{1,8}of/)],
  ),
  gated(/<\/(?:e?mail|message|document|context|user_?input|untrusted|data|input)>/giu, ['</']),
  gated(
    new RegExp(
      String.raw`(?:^|\n)[ \t>*_]{0,20}(?:assistant|system|ai|ai assistant)\s{0,8}[*_]{0,4}:[*_]{0,4}\s{1,8}(?:please\s{1,8})?${TASK}\b`,
      'giu',
    ),
    ['assistant', 'system', within(['ai'], /ai\s{0,8}[*_]{0,4}:/)],
  ),
];
