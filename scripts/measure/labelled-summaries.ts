import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { Message } from '../../src/contracts/message';
import { MboxSplitter } from '../../src/importers/mail/mbox/mbox-splitter';
import { parseMessage } from '../../src/importers/mail/parse-message';
import { segmentText } from '../../src/importers/mail/segments';
import { ThreadIndex } from '../../src/importers/mail/thread-index';
import { readDeskMail } from '../training/desk-mail';
import { specificsOf } from '../../src/evaluation/specifics';

const SAMPLES = fileURLToPath(new URL('../../public/samples', import.meta.url));

/** A mail, the facts that a good summary of it keeps literally, and a summary that a person wrote. */
export interface LabelledSummary {
  readonly message: Message;
  readonly facts: readonly string[];
  readonly reference: string;
}

const Labels = v.object({
  messages: v.array(v.object({ messageId: v.string(), summary: v.string(), facts: v.array(v.string()) })),
});

/** The mails of a folder laid out like the sample night, read by the app's own importer. */
export async function readNight(folder = path.join(SAMPLES, 'harbour')): Promise<LabelledSummary[]> {
  const labels = v.parse(Labels, JSON.parse(await readFile(path.join(folder, 'labels.json'), 'utf8')));
  const byId = new Map(labels.messages.map((label) => [label.messageId, label]));
  const splitter = new MboxSplitter();
  splitter.push(new Uint8Array(await readFile(path.join(folder, 'inbox.mbox'))));
  splitter.end();
  const threads = new ThreadIndex();
  const mails: LabelledSummary[] = [];
  for (let raw = splitter.next(); raw; raw = splitter.next()) {
    const { message } = await parseMessage(raw.bytes, {
      role: 'inbox',
      threads,
      omittedBytes: raw.omittedBytes,
    });
    const label = byId.get(message.messageId);
    if (label) mails.push({ message, facts: label.facts, reference: label.summary });
  }
  return mails;
}

const DeskLine = v.object({ summary: v.string() });

/** The desk mail; its facts are the specifics of the written summary that stand literally in the body. */
export async function readDeskSummaries(): Promise<LabelledSummary[]> {
  const lines = await Promise.all(
    ['a', 'b', 'c'].map((sector) => readFile(path.join(SAMPLES, `desk-mail/mail-${sector}.jsonl`), 'utf8')),
  );
  const references = lines
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => v.parse(DeskLine, JSON.parse(line)).summary);
  const mails = await readDeskMail();
  return mails.map(({ message }, index) => {
    const reference = references[index] ?? '';
    const body = message.text.replace(/\s+/gu, ' ');
    const facts = [...new Set(specificsOf(reference))].filter((fact) => body.includes(fact));
    const segments = segmentText(message.text, { senderName: message.from?.name ?? '' });
    return { message: { ...message, segments }, facts, reference };
  });
}
