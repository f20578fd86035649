import {
  STAND_INS,
  type Category,
  type Digest,
  type DigestLine,
  type MessageResult,
  type Owner,
} from '../../contracts/briefing';
import type { Message } from '../../contracts/message';

interface Item {
  readonly message: Message;
  readonly result: MessageResult;
  /** It came before the time that is looked at. */
  readonly earlier?: boolean;
  /** The user is done with it. */
  readonly done?: boolean;
}

const MOST_LINES = 7;
const MOST_THREADS = 2;
/** Fewer mails are no conversation worth naming. */
const LIVELY_THREAD = 3;

/** Sums up the night from what is known of each mail. Every word about a mail is its own: a sender, a subject, an ask or a summary sentence. */
export function makeDigest(items: readonly Item[], owner: Owner): Digest {
  const counts: Record<Category, number> = { reply: 0, act: 0, read: 0, skip: 0 };
  const fresh = items.filter(({ earlier }) => !earlier);
  for (const { result } of fresh) if (result.triage) counts[result.triage.category] += 1;
  const pressing = items.filter((item) => !item.done && needsOwner(item)).sort(byPressure);
  return {
    happened: fresh.length === 0 && items.length > 0 ? '' : describeNight(fresh, counts, owner),
    needsYou: [
      ...pressing.filter(({ earlier }) => !earlier).slice(0, MOST_LINES),
      ...pressing.filter(({ earlier }) => earlier).slice(0, MOST_LINES),
    ].map((item) => toLine(item, owner)),
    counts,
  };
}

/** The digest as plain text for a report. */
export function digestText(digest: Digest): string {
  const lines = digest.needsYou.map(
    ({ sender, line, urgent }) => `- ${urgent ? 'Urgent: ' : ''}${sender}: ${line}`,
  );
  return [digest.happened, ...(lines.length > 0 ? ['', 'What needs you now:', ...lines] : [])].join('\n');
}

function needsOwner({ result: { triage } }: Item): boolean {
  return triage !== null && (triage.category === 'reply' || triage.category === 'act');
}

/** Urgent before the rest, answers before tasks, then by how urgent, then the newest. */
function byPressure(a: Item, b: Item): number {
  const rank = ({ result: { triage } }: Item) =>
    (triage?.urgent ? 2 : 0) + (triage?.category === 'reply' ? 1 : 0);
  return (
    rank(b) - rank(a) ||
    (b.result.triage?.urgency ?? 0) - (a.result.triage?.urgency ?? 0) ||
    (b.message.date ?? '').localeCompare(a.message.date ?? '')
  );
}

function toLine({ message, result, earlier }: Item, owner: Owner): DigestLine {
  const line = result.asks?.[0]?.text ?? result.summary?.sentences[0]?.text ?? message.subject.trim();
  return {
    id: message.id,
    sender: senderOf(message, owner),
    line: line || STAND_INS.emptyMail,
    urgent: result.triage?.urgent ?? false,
    ...(earlier ? { earlier } : {}),
  };
}

function senderOf({ from }: Message, owner: Owner): string {
  if (from && from.address !== '' && from.address === owner.address) return STAND_INS.owner;
  return from?.name || from?.address || STAND_INS.unknownSender;
}

function describeNight(
  items: readonly Item[],
  counts: Readonly<Record<Category, number>>,
  owner: Owner,
): string {
  const senders = new Set(items.map(({ message }) => message.from?.address || senderOf(message, owner)));
  const urgent = items.filter((item) => needsOwner(item) && item.result.triage?.urgent).length;
  const sentences = [
    `${count(items.length, 'mail')} from ${count(senders.size, 'sender')} came in.`,
    describeWork(counts, urgent),
    describeThreads(items),
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function describeWork(
  { reply, act, read, skip }: Readonly<Record<Category, number>>,
  urgent: number,
): string {
  const work = [
    reply > 0 ? `${reply} ${reply === 1 ? 'waits' : 'wait'} for your answer` : '',
    act > 0 ? `${act} ${act === 1 ? 'asks' : 'ask'} you to do something` : '',
  ].filter((part) => part !== '');
  const rest = `${read} to read, ${skip} to skip`;
  if (work.length === 0) return read + skip > 0 ? `Nothing waits for you: ${rest}.` : '';
  const pressing = urgent === 0 ? 'none of them urgent' : `${urgent} of them urgent`;
  return `${work.join(' and ')}, ${pressing}; ${rest}.`;
}

/** The conversations that most mail belongs to, by their subjects. */
function describeThreads(items: readonly Item[]): string {
  const threads = new Map<string, Message[]>();
  for (const { message, result } of items) {
    if (result.triage?.category === 'skip') continue;
    threads.set(message.threadId, [...(threads.get(message.threadId) ?? []), message]);
  }
  const lively = [...threads.values()]
    .filter((thread) => thread.length >= LIVELY_THREAD)
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_THREADS)
    .map((thread) => `“${plainSubject(thread[0]?.subject ?? '')}” (${thread.length} mails)`);
  return lively.length > 0 ? `Most was said in ${lively.join(' and ')}.` : '';
}

/** The subject without its Re: and Fwd:. */
function plainSubject(subject: string): string {
  return subject.replace(/^(?:\s*(?:re|aw|sv|antw|fwd?|wg)\s*:\s*)+/iu, '').trim() || 'no subject';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
