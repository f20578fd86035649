import { expect, it } from 'vitest';
import stored from '../../src/evaluation/training-mail.json' with { type: 'json' };
import { countTrainingMail, shortDigest } from '../../src/evaluation/training-mail';
import { countSeen } from '../../src/evaluation/seen-items';
import { readLabelledNight, trainingNightFolders } from './labelled-night';
import { readSeenItems } from './seen-items';

it('knows every mail that is trained on (else run scripts/training/write-training-mail.ts), and no other', async () => {
  const nights = await Promise.all((await trainingNightFolders()).map(readLabelledNight));
  const ids = nights.flat().map(({ message }) => message.messageId);
  expect(await countTrainingMail(ids)).toBe(ids.length);
  expect(stored).toHaveLength(new Set(await Promise.all(ids.map(shortDigest))).size);
  expect(await countTrainingMail(['<somebody@else.example>'])).toBe(0);
});

it('knows the tickets and queries that settings were chosen with, and no others', async () => {
  const texts = await readSeenItems();
  expect(texts.length).toBeGreaterThan(100);
  expect(await countSeen(texts)).toBe(texts.length);
  expect(await countSeen(['Where is the north gate?'])).toBe(0);
});
