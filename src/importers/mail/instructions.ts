/*
 * Mail can address the model that will read it. What it says is never obeyed anyway; these patterns only mark such mail for the reader.
 * They ask for an assistant as the addressee, or for an attack on instructions, so that mail about assistants is not marked.
 */
const ASSISTANT = String.raw`(?:(?:an?|the|any|all|your|this)\s+)?(?:(?:ai|a\.i\.|automated|e-?mail|mail|mailbox|virtual|digital|llm)[\s-]+(?:\w+[\s-]+)?(?:assistants?|agents?|tools?|systems?|models?|summari[sz]ers?)|language\s+models?|llms?|chat\s?bots?|(?:chat)?gpt|copilot|gemini|claude)\b`;

const PATTERNS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)(?:\s+\w+){0,3}?\s+(?:previous|prior|above|earlier|preceding|existing|system|all|any|your)\s+(?:\w+\s+){0,2}(?:instructions?|prompts?|guidelines|directives)\b/i,
  /\b(?:ignore|disregard|forget|override|bypass)\s+(?:the\s+)?(?:instructions?|prompts?)\s+(?:above|before|so far)\b/i,
  new RegExp(
    String.raw`\b(?:note|notice|message|instructions?|attention|memo|hint)s?\b[^.\n]{0,20}\b(?:to|for)\b[^.\n]{0,30}\b${ASSISTANT}`,
    'i',
  ),
  new RegExp(String.raw`\b(?:if|when|since|as)\s+you(?:'re|\s+are)\s+${ASSISTANT}`, 'i'),
  new RegExp(String.raw`(?:^|\n|[.!?:]\s)\s*(?:dear|hey|hello|attention)[\s,:]+${ASSISTANT}\s*[:,!-]`, 'i'),
  /\byour\s+(?:system\s+)?(?:instructions?|prompts?)\s+(?:have|has)\s+(?:been\s+)?(?:changed|updated|replaced|overridden)\b/i,
  /\b(?:new|updated|real)\s+(?:system\s+)?(?:instructions?|prompt)\s*:\s/i,
  /\bsystem\s+(?:message|prompt|override|note)\b[^.\n]{0,20}(?::|\bto\b|\bfor\b)/i,
  /\b(?:do\s+not|don't|never)\s+(?:mention|tell|show|reveal|display|disclose)\b[^.\n]{0,40}\b(?:to\s+)?the\s+user\b/i,
  /(?:^|\n)\s*(?:assistant|system|ai)\s*:\s+\S/i,
  /<\|(?:im_start|system|user|assistant|endoftext)\|>|\[\/?INST\]|<<SYS>>/,
  /\b(?:ignoriere|vergiss|missachte)n?\b[^.\n]{0,40}\b(?:anweisungen|instruktionen|vorgaben)\b/i,
  /\b(?:ignora|olvida|descarta)\b[^.\n]{0,40}\binstrucciones\b/i,
  /\b(?:ignore[zr]?|oublie[zr]?)\b[^.\n]{0,40}\b(?:instructions|consignes)\s+(?:précédentes|antérieures|ci-dessus)/i,
  /\b(?:negeer|vergeet)\b[^.\n]{0,40}\b(?:instructies|opdrachten)\b/i,
];

/** Longer texts are checked up to here. */
const MAX_CHECKED = 200_000;

/** Whether the text tries to give an assistant instructions. */
export function addressesAssistant(text: string): boolean {
  const checked = text.slice(0, MAX_CHECKED);
  return PATTERNS.some((pattern) => pattern.test(checked));
}
