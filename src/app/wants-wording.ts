import type { AskAnswer } from '../contracts/briefing';

/** Whether a draft with these answers needs a model: undecided points become blanks, and a bare yes, no or later has its plain sentence. */
export function wantsWording(answers: readonly AskAnswer[]): boolean {
  return answers.some(({ stance, note }) => stance !== null && note.trim() !== '');
}
