/**
 * Writes which mails the weights are fitted to, and which tickets and queries settings were chosen with, for evaluations to know. Run it when
 * a night is added to those in `training/nights`, or when the sample changes.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { shortDigest } from '../../src/evaluation/training-mail';
import { readLabelledNight, trainingNightFolders } from './labelled-night';
import { readSeenItems } from './seen-items';

async function write(name: string, texts: readonly string[]): Promise<void> {
  const file = fileURLToPath(new URL(`../../src/evaluation/${name}`, import.meta.url));
  const digests = await Promise.all(texts.map(shortDigest));
  await writeFile(file, `${JSON.stringify([...new Set(digests)].sort(), null, 2)}\n`);
}

const nights = await Promise.all((await trainingNightFolders()).map(readLabelledNight));
await write(
  'training-mail.json',
  nights.flat().map(({ message }) => message.messageId),
);
await write('seen-items.json', await readSeenItems());
