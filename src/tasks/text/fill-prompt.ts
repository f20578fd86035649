/** Chat templates mark turns with tokens such as `<|im_end|>`; text of a mail must not end its own turn. */
const TURN_MARK = /<\|[^|>]{0,40}\|>|<\/?s>|\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>/gu;
/** Prompts put text that is not to be obeyed between `<mail>` and `</mail>`; the text itself can neither end that nor begin it. */
const FENCE_OPENING = /<(?=\s{0,20}\/?\s{0,20}(?:(?:mail|message|document|text)\b|$))/giu;

/** Replaces each `{key}` of a prompt's template. What is put in is text: it is not looked at again, and cannot pass for marks of the prompt. */
export function fillPrompt(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/gu, (whole, key: string) => {
    const value = values[key];
    return value === undefined ? whole : disarm(value);
  });
}

function disarm(text: string): string {
  return text.replace(TURN_MARK, ' ').replace(FENCE_OPENING, '(');
}
