import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { CATEGORIES, type Owner } from '../../src/contracts/briefing';
import type { MailAddress, Message } from '../../src/contracts/message';
import { NO_SURROUNDINGS } from '../../src/tasks/classify/cues';
import { isForwardSubject, segmentText } from '../../src/importers/mail/segments';
import type { LabelledMail } from './labelled-mail';

const FOLDER = fileURLToPath(new URL('../../public/samples/desk-mail', import.meta.url));
export const SECTORS: readonly string[] = ['a', 'b', 'c'];

export function isDeskMail({ origin }: Pick<LabelledMail, 'origin'>): boolean {
  return SECTORS.includes(origin);
}

const Line = v.object({
  mail: v.object({
    from: v.string(),
    to: v.string(),
    subject: v.string(),
    date: v.string(),
    body: v.string(),
  }),
  owner: v.object({ name: v.string(), role: v.string() }),
  category: v.picklist(CATEGORIES),
  urgent: v.boolean(),
});
type Line = v.InferOutput<typeof Line>;

/** The 390 records, by sector. They have no headers besides these, so no List-Id, and quotes begin with `>`. */
export async function readDeskMail(): Promise<LabelledMail[]> {
  const mails: LabelledMail[] = [];
  for (const sector of SECTORS) {
    const text = await readFile(path.join(FOLDER, `mail-${sector}.jsonl`), 'utf8');
    const lines = text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => v.parse(Line, JSON.parse(line)));
    const addresses = ownerAddresses(lines);
    mails.push(
      ...lines.map((line, index) => {
        const owner = { ...line.owner, address: addresses.get(line.owner.name) ?? '' };
        return {
          message: toMessage(line, `${sector}-${index}`, owner),
          owner,
          category: line.category,
          urgent: line.urgent,
          origin: sector,
          surroundings: NO_SURROUNDINGS,
        };
      }),
    );
  }
  return mails;
}

/** The records name their owner without an address; the To lines of the same owner's mails tell it. */
function ownerAddresses(lines: readonly Line[]): Map<string, string> {
  const votes = new Map<string, Map<string, number>>();
  for (const line of lines) {
    const words = line.owner.name.toLowerCase().split(/\s+/u);
    for (const { name, address } of parseAddresses(line.mail.to)) {
      const text = `${name} ${address}`.toLowerCase();
      const score = words.filter((word) => word.length > 2 && text.includes(word)).length;
      if (score === 0) continue;
      const tally = votes.get(line.owner.name) ?? new Map<string, number>();
      tally.set(address, (tally.get(address) ?? 0) + score);
      votes.set(line.owner.name, tally);
    }
  }
  return new Map(
    [...votes].map(([owner, tally]) => [owner, [...tally].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '']),
  );
}

/** A mail to the owner's shop or desk address is a mail to the owner. */
const DESK_ADDRESS =
  /^(?:info|hello|hi|shop|contact|mail|office|manager|orders?|studio|bookings?|post|support|service|help|care)@/u;

function toMessage({ mail }: Line, id: string, owner: Owner): Message {
  const to = parseAddresses(mail.to).map((address) =>
    DESK_ADDRESS.test(address.address) && owner.address !== ''
      ? { ...address, address: owner.address }
      : address,
  );
  const from = parseAddresses(mail.from)[0] ?? null;
  return {
    id,
    messageId: `<${id}@desk-mail.example>`,
    threadId: id,
    role: 'inbox',
    subject: mail.subject,
    from,
    to,
    cc: [],
    replyTo: null,
    date: null,
    dateHeader: mail.date,
    inReplyTo: null,
    references: [],
    headers: {},
    text: mail.body,
    segments: segmentText(mail.body, {
      senderName: from?.name ?? '',
      isForward: isForwardSubject(mail.subject),
    }),
    textSource: 'plain',
    attachments: [],
    warnings: [],
  };
}

function parseAddresses(text: string): MailAddress[] {
  return text
    .split(/[;,](?=[^<>]*(?:<|$))/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^(.*?)\s*<([^>]+)>$/u.exec(part);
      if (match)
        return { name: (match[1] ?? '').replaceAll('"', ''), address: (match[2] ?? '').toLowerCase() };
      return part.includes('@') ? { name: '', address: part.toLowerCase() } : { name: part, address: '' };
    });
}
