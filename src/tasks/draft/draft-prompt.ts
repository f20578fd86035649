import type { Ask, AskAnswer, Owner } from '../../contracts/briefing';
import type { ChatTurn, PromptDialect } from '../../contracts/capabilities';
import type { Message } from '../../contracts/message';
import { fillPrompt } from '../text/fill-prompt';

/**
 * The turns that ask for the answer to one point, in the dialect the model was tuned on. Of the mail only the ask itself is given: small models answer
 * whatever else stands there, and the prompt is read faster.
 */
export function pointTurns(
  message: Message,
  owner: Owner,
  ask: Ask,
  answer: AskAnswer,
  prompts: PromptDialect,
): ChatTurn[] {
  const mail = fillPrompt(prompts.mail, {
    from: nameAndAddress(message.from),
    to: message.to.map(nameAndAddress).join(', '),
    date: message.dateHeader,
    subject: message.subject,
    body: ask.evidence.quote,
  });
  const point = fillPrompt(prompts.point, {
    ask: ask.text,
    stance: answer.stance === 'own-words' ? 'info' : (answer.stance ?? 'later'),
    note: answer.note,
  });
  const reply = fillPrompt(prompts.reply, { owner: owner.name, role: owner.role, points: point });
  return [
    { role: 'system', content: prompts.system },
    { role: 'user', content: `${mail}\n\n${reply}` },
  ];
}

function nameAndAddress(person: { readonly name: string; readonly address: string } | null): string {
  if (person === null) return '';
  return person.name === '' ? person.address : `${person.name} <${person.address}>`;
}
