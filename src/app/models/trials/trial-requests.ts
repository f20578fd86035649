import type { GenerateRequest } from '../../../contracts/capabilities';

const MAIL = `Hello everyone,

the move to the second floor begins on Monday at eight. Please pack what is on your desk by Friday evening; boxes and tape are in the hall,
next to the printer. Label each box with your name and the number of the new room, which is on the list at the door.

The network will be off from nine to eleven. If you expect a call in that time, ask Mara to forward it to your phone. The kitchen stays open,
but the coffee machine comes up last, on Tuesday.

Two rooms still have no key. Whoever sits in 2.14 or 2.17 should see the porter before noon and sign for one. Questions go to Tomas, who is
in the building until six every day this week.

Kind regards,
Ines`;

const NEW_TOKENS = 48;

/** About 150 tokens to read and something long to write, so that even a model that soon ends has written enough to be timed. */
export function trialRequest(): GenerateRequest {
  return {
    turns: [{ role: 'user', content: `${MAIL}\n\nRetell this mail in full detail, sentence by sentence.` }],
    maxTokens: NEW_TOKENS,
  };
}

/** Sentences of mails, of unlike lengths. */
export const TRIAL_TEXTS: readonly string[] = MAIL.split(/(?<=[.;])\s+/).flatMap((sentence, i) => [
  sentence,
  `Question ${i}: ${sentence} Is that right?`,
]);
