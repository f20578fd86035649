import { findCues } from '../../src/tasks/classify/cues';
import { embeddingTextOf } from '../../src/tasks/classify/embedding-text';
import { viewOf } from '../../src/tasks/classify/mail-view';
import { wordingsOf } from '../../src/tasks/classify/wordings';
import type { Example, LabelledMail } from './labelled-mail';
import { createStarterEmbedder } from './starter-embedder';

/** Adds what the classifier sees of each mail. */
export async function toExamples(mails: readonly LabelledMail[]): Promise<Example[]> {
  const embed = await createStarterEmbedder();
  const examples: Example[] = [];
  for (const mail of mails) {
    const view = viewOf(mail.message, mail.owner);
    examples.push({
      ...mail,
      cues: findCues(view, mail.surroundings),
      wordings: wordingsOf(view),
      embedding: await embed(embeddingTextOf(mail.message)),
    });
  }
  return examples;
}
