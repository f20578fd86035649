import { countSeen } from '../../evaluation/seen-items';
import { countTrainingMail } from '../../evaluation/training-mail';
import type { Mailbox } from './labelled-mailbox';
import type { HeldOutWeights } from './run-file';

/** Whether what is measured was made without these mails, and a sentence that says so. `what` is measured, for instance “the classifier”. */
export async function heldOutOf(
  { inbox }: Mailbox,
  weights: HeldOutWeights | null,
  what: string,
): Promise<{ readonly heldOut: boolean; readonly sentence: string }> {
  if (weights) {
    return {
      heldOut: true,
      sentence: `These mails are among those that ${what} ships trained on, so its weights were fitted anew without ${weights.nights.map((night) => `“${night}”`).join(' and ')}: the figures are out of fold.`,
    };
  }
  const known = await countTrainingMail(inbox.map(({ messageId }) => messageId));
  if (known === 0)
    return { heldOut: true, sentence: `None of these mails was used to train or to write ${what}.` };
  return {
    heldOut: false,
    sentence: `${known} of these ${inbox.length} mails were used to train or to write ${what}, so the figures flatter.`,
  };
}

/** The same for what no weights are fitted to: whether settings of `what` were chosen with these `things`, for instance “tickets”, in view. */
export async function unseenOf(
  texts: readonly string[],
  things: string,
  what: string,
): Promise<{ readonly heldOut: boolean; readonly sentence: string }> {
  const seen = await countSeen(texts);
  if (seen === 0)
    return { heldOut: true, sentence: `None of these ${things} was in view when ${what} was made.` };
  return {
    heldOut: false,
    sentence: `The settings of ${what} were chosen with ${seen} of these ${texts.length} ${things} in view, so the figures may flatter.`,
  };
}
