import type { Ask, AskAnswer, Owner } from '../../contracts/briefing';
import type { ChatTurn, PromptDialect } from '../../contracts/capabilities';
import type { Message } from '../../contracts/message';

/** Context around an ask that goes into the prompt, in characters to each side. */
const CONTEXT_CHARS = 160;

/**
 * The turns that ask for the answer to one point, in the dialect the model was tuned on. Only the passages around the asks are given: small models
 * lose the thread in long mails, and the prompt is read faster. The mail's part is the same for all points of a mail, so an engine can reuse it.
 */
export function pointTurns(
  message: Message,
  owner: Owner,
  asks: readonly Ask[],
  ask: Ask,
  answer: AskAnswer,
  prompts: PromptDialect,
): ChatTurn[] {
  const mail = fill(prompts.mail, {
    from: nameAndAddress(message.from),
    to: message.to.map(nameAndAddress).join(', '),
    date: message.dateHeader,
    subject: message.subject,
    body: passages(message.text, asks),
  });
  const point = fill(prompts.point, {
    ask: ask.text,
    stance: answer.stance === 'own-words' ? 'info' : (answer.stance ?? 'later'),
    note: answer.note,
  });
  const reply = fill(prompts.reply, { owner: owner.name, role: owner.role, points: point }).replace(
    /, ?\./u,
    '.',
  );
  return [
    { role: 'system', content: prompts.system },
    { role: 'user', content: `${mail}\n\n${reply}` },
  ];
}

function passages(text: string, asks: readonly Ask[]): string {
  const ranges: { start: number; end: number }[] = [];
  for (const { evidence } of asks) {
    const start = paragraphEdge(text, evidence.start, -1);
    const end = paragraphEdge(text, evidence.end, 1);
    const last = ranges.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges.map(({ start, end }) => text.slice(start, end).trim()).join('\n\n');
}

/** The paragraph's end in that direction, or a word's end when that is far off. */
function paragraphEdge(text: string, at: number, direction: -1 | 1): number {
  if (direction === 1) {
    const edge = text.indexOf('\n\n', at);
    return Math.min(edge === -1 ? text.length : edge, text.length, spaceAfter(text, at + CONTEXT_CHARS));
  }
  const edge = text.lastIndexOf('\n\n', at);
  return Math.max(
    edge === -1 ? 0 : edge,
    at <= CONTEXT_CHARS ? 0 : text.lastIndexOf(' ', at - CONTEXT_CHARS),
  );
}

function spaceAfter(text: string, at: number): number {
  const space = text.indexOf(' ', at);
  return space === -1 ? text.length : space;
}

function nameAndAddress(person: { readonly name: string; readonly address: string } | null): string {
  if (person === null) return '';
  return person.name === '' ? person.address : `${person.name} <${person.address}>`;
}

/** Replaces `{key}`; text from the mail is put in once and not looked at again. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/gu, (whole, key: string) => values[key] ?? whole);
}
