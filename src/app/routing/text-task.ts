import type { AskAnswer, Owner, Summary } from '../../contracts/briefing';
import type { EscalationTask, LocalOutcome } from '../../contracts/escalation';
import type { Message } from '../../contracts/message';
import { usualTokens, utf8Bytes } from '../../providers/prompt-limit';
import { hasWordsToFind } from '../../tasks/summarise/phrase-summary';
import { wantsWording } from '../wants-wording';

/** A text that is to be made, as far as it matters for where. */
export interface TextTask {
  readonly task: EscalationTask;
  /** All of the mail that it is made from; what in it must stay keeps it from leaving. */
  readonly text: string;
  /** Names of people that may stand in it. */
  readonly people: readonly string[];
  /** Tokens of what a model reads at once, about. */
  readonly tokens: number;
  readonly needsWords: boolean;
  /** Null while nothing was made. */
  readonly local: LocalOutcome | null;
  /** Id of the model that the user wants for this very text. */
  readonly wanted: string | null;
}

/** For instructions, headers, and an answer about as long as what it is made from. */
const FRAME_TOKENS = 300;

/** Wording a summary: the model reads the sentences that were chosen. */
export function summaryTask(message: Message, extract: Summary | null, owner: Owner): TextTask {
  const chosen = extract?.sentences.map(({ text }) => text).join('\n') ?? '';
  return {
    ...taskOf('summary', message, owner),
    tokens: FRAME_TOKENS + 2 * usualTokens(utf8Bytes(chosen)),
    needsWords: extract !== null && hasWordsToFind(message, extract),
  };
}

/** Wording points of a draft: the model reads them one at a time. */
export function draftTask(message: Message, answers: readonly AskAnswer[], owner: Owner): TextTask {
  const longest = Math.max(0, ...answers.map(({ note }) => utf8Bytes(note)));
  return {
    ...taskOf('draft', message, owner),
    tokens: FRAME_TOKENS + 2 * usualTokens(longest),
    needsWords: wantsWording(answers),
  };
}

/** Something else that a model words with a mail in hand. */
export function wordingTask(message: Message, added: string, owner: Owner): TextTask {
  const task = taskOf('draft', message, owner);
  const tokens = FRAME_TOKENS + 2 * usualTokens(utf8Bytes(added));
  return { ...task, text: `${task.text}\n\n${added}`, tokens };
}

/** Texts of several places, or none of any mail. */
export function plainTask(task: EscalationTask, text: string): TextTask {
  const tokens = FRAME_TOKENS + usualTokens(utf8Bytes(text));
  return { task, text, people: [], tokens, needsWords: true, local: null, wanted: null };
}

function taskOf(task: EscalationTask, message: Message, owner: Owner): TextTask {
  const people = peopleOf(message, owner);
  // Sensitivity is judged by the whole mail, also where a model reads only a part of it.
  return { ...plainTask(task, `${message.subject}\n${message.text}`), people };
}

/** Names in the header of a mail, and its reader’s. */
export function peopleOf({ from, to, cc }: Pick<Message, 'from' | 'to' | 'cc'>, owner: Owner): string[] {
  return [from, ...to, ...cc, owner].flatMap((one) => one?.name || []);
}
