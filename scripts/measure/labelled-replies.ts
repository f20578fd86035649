import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { Owner, Stance } from '../../src/contracts/briefing';
import type { MailboxRole, Message } from '../../src/contracts/message';
import { MboxSplitter } from '../../src/importers/mail/mbox/mbox-splitter';
import { parseMessage } from '../../src/importers/mail/parse-message';
import { segmentText } from '../../src/importers/mail/segments';
import { ThreadIndex } from '../../src/importers/mail/thread-index';
import { readDeskMail } from '../training/desk-mail';

const SAMPLES = fileURLToPath(new URL('../../public/samples', import.meta.url));
const TRAINING_NIGHTS = fileURLToPath(new URL('../../training/nights', import.meta.url));
/** The sample night, and those that were only measured on; `vet` and `venue` hold mails that want a reply and nothing else. */
export const NIGHTS = {
  harbour: path.join(SAMPLES, 'harbour'),
  ward: fileURLToPath(new URL('../../benchmarks/data/ward-night', import.meta.url)),
  venue: fileURLToPath(new URL('../../benchmarks/data/venue-night', import.meta.url)),
  vet: fileURLToPath(new URL('../../benchmarks/data/vet-night', import.meta.url)),
};
/** Nights by independent authors that may be learnt from. */
export const TRAINING_NIGHT_FOLDERS = ['school', 'chambers', 'plant', 'harvest'].map((name) =>
  path.join(TRAINING_NIGHTS, `${name}-night`),
);

/** A mail that wants an answer, with what a person says it asks and what a reply has to cover. */
export interface LabelledReply {
  readonly message: Message;
  readonly owner: Owner;
  readonly asks: readonly string[];
  readonly mustCover: readonly string[];
  /** The owner's position on each ask; empty where nobody wrote one. */
  readonly stances: readonly { readonly stance: Stance; readonly note: string }[];
}

const Labels = v.object({
  messages: v.array(
    v.object({
      messageId: v.string(),
      category: v.string(),
      asks: v.array(v.string()),
      reply: v.nullable(v.object({ mustCover: v.array(v.string()) })),
    }),
  ),
});

/** A night's `reply` mails, read by the app's own importer. */
export async function readNightReplies(owner: Owner, folder = NIGHTS.harbour): Promise<LabelledReply[]> {
  const labels = v.parse(Labels, JSON.parse(await readFile(path.join(folder, 'labels.json'), 'utf8')));
  const byId = new Map((await readMailbox('inbox', folder)).map((message) => [message.messageId, message]));
  return labels.messages.flatMap(({ messageId, category, asks, reply }) => {
    const message = byId.get(messageId);
    if (category !== 'reply' || !message) return [];
    return [{ message, owner, asks, mustCover: reply?.mustCover ?? [], stances: [] }];
  });
}

/** A night's inbox or Sent mail. */
export async function readMailbox(role: MailboxRole, folder = NIGHTS.harbour): Promise<Message[]> {
  const splitter = new MboxSplitter();
  splitter.push(new Uint8Array(await readFile(path.join(folder, `${role}.mbox`))));
  splitter.end();
  const threads = new ThreadIndex();
  const messages: Message[] = [];
  for (let raw = splitter.next(); raw; raw = splitter.next()) {
    const { message } = await parseMessage(raw.bytes, { role, threads, omittedBytes: raw.omittedBytes });
    messages.push(message);
  }
  return messages;
}

const DeskLine = v.object({
  asks: v.array(v.string()),
  stances: v.optional(
    v.array(v.object({ stance: v.picklist(['yes', 'no', 'later', 'info']), note: v.string() })),
    [],
  ),
});

/** The desk mail's `reply` records. */
export async function readDeskReplies(): Promise<LabelledReply[]> {
  const texts = await Promise.all(
    ['a', 'b', 'c'].map((sector) => readFile(path.join(SAMPLES, `desk-mail/mail-${sector}.jsonl`), 'utf8')),
  );
  const labels = texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => v.parse(DeskLine, JSON.parse(line)));
  return (await readDeskMail()).flatMap(({ message, owner, category }, index) => {
    const label = labels[index];
    if (category !== 'reply' || !label) return [];
    const segments = segmentText(message.text, { senderName: message.from?.name ?? '' });
    const stances = label.stances.map(({ stance, note }) => ({
      stance: stance === 'info' ? ('own-words' as const) : stance,
      note,
    }));
    return [{ message: { ...message, segments }, owner, asks: label.asks, mustCover: [], stances }];
  });
}
