import {
  STAND_INS,
  type Category,
  type Digest,
  type DigestLine,
  type MessageResult,
  type Owner,
} from '../../contracts/briefing';

/** A mail that is sorted, as the list knows it. */
export interface SortedMail {
  /** `Message.id`. */
  readonly id: string;
  readonly threadId: string;
  readonly senderName: string;
  readonly senderAddress: string;
  readonly subject: string;
  readonly category: Category;
  readonly urgent: boolean;
  /** The user is done with it. */
  readonly done: boolean;
}

interface Night {
  readonly tally: NightTally;
  /** Those of the tally that may be named, the newest first. */
  readonly fresh: readonly SortedMail[];
  /** They came before the time that is looked at, the newest first. */
  readonly earlier: readonly SortedMail[];
  /** What was made of those that press most, by id. */
  readonly results: ReadonlyMap<string, Pick<MessageResult, 'triage' | 'asks' | 'summary'>>;
}

const MOST_LINES = 7;
const MOST_THREADS = 2;
/** Fewer mails are no conversation worth naming. */
const LIVELY_THREAD = 3;

/** What is told of the night as a whole. It is gathered mail by mail, since to go through fifty thousand in one task would be felt. */
export class NightTally {
  readonly counts: Record<Category, number> = { reply: 0, act: 0, read: 0, skip: 0 };
  readonly #owner: Owner;
  readonly #senders = new Set<string>();
  readonly #threads = new Map<string, { readonly subject: string; size: number }>();
  #mails = 0;
  #urgent = 0;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  add(mail: SortedMail): void {
    const { category, senderAddress, threadId, subject } = mail;
    this.#mails += 1;
    this.counts[category] += 1;
    if (mail.urgent && needsOwner(mail)) this.#urgent += 1;
    this.#senders.add(senderAddress || senderOf(mail, this.#owner));
    if (category === 'skip') return;
    const thread = this.#threads.get(threadId);
    if (thread) thread.size += 1;
    else this.#threads.set(threadId, { subject, size: 1 });
  }

  /** In sentences; empty for no mail. */
  describe(): string {
    if (this.#mails === 0) return '';
    const sentences = [
      `${count(this.#mails, 'mail')} from ${count(this.#senders.size, 'sender')} came in.`,
      describeWork(this.counts, this.#urgent),
      this.#describeThreads(),
    ];
    return sentences.filter((sentence) => sentence !== '').join(' ');
  }

  /** The conversations that most mail belongs to, by their subjects. */
  #describeThreads(): string {
    const lively: { readonly subject: string; readonly size: number }[] = [];
    for (const thread of this.#threads.values()) if (thread.size >= LIVELY_THREAD) lively.push(thread);
    const told = lively
      .sort((a, b) => b.size - a.size)
      .slice(0, MOST_THREADS)
      .map(({ subject, size }) => `“${plainSubject(subject)}” (${size} mails)`);
    return told.length > 0 ? `Most was said in ${told.join(' and ')}.` : '';
  }
}

/** Sums up the night from what is known of each mail. Every word about a mail is its own: a sender, a subject, an ask or a summary sentence. */
export function makeDigest({ tally, fresh, earlier, results }: Night, owner: Owner): Digest {
  function linesOf(mails: readonly SortedMail[]): DigestLine[] {
    const urgency = ({ id }: SortedMail) => results.get(id)?.triage?.urgency ?? 0;
    return mails
      .filter((mail) => !mail.done && needsOwner(mail) && results.has(mail.id))
      .sort((a, b) => rank(b) - rank(a) || urgency(b) - urgency(a))
      .slice(0, MOST_LINES)
      .map((mail) => toLine(mail, results.get(mail.id), owner));
  }

  return {
    happened: tally.describe(),
    needsYou: [...linesOf(fresh), ...linesOf(earlier).map((line) => ({ ...line, earlier: true }))],
    counts: tally.counts,
  };
}

/** What the digest may name of these mails, which are in order: `most` of what presses most. How urgent each of them is, its result tells. */
export function mostPressing<Mail extends SortedMail>(mails: readonly Mail[], most: number): readonly Mail[] {
  const byRank: Mail[][] = [[], [], [], []];
  for (const mail of mails) if (!mail.done && needsOwner(mail)) byRank[rank(mail)]?.push(mail);
  return byRank.reverse().flat().slice(0, most);
}

/** The digest as plain text for a report. */
export function digestText(digest: Digest): string {
  const lines = digest.needsYou.map(
    ({ sender, line, urgent }) => `- ${urgent ? 'Urgent: ' : ''}${sender}: ${line}`,
  );
  return [digest.happened, ...(lines.length > 0 ? ['', 'What needs you now:', ...lines] : [])].join('\n');
}

function needsOwner({ category }: SortedMail): boolean {
  return category === 'reply' || category === 'act';
}

/** Urgent before the rest, answers before tasks. */
function rank({ urgent, category }: SortedMail): number {
  return (urgent ? 2 : 0) + (category === 'reply' ? 1 : 0);
}

function toLine(
  mail: SortedMail,
  result: Pick<MessageResult, 'asks' | 'summary'> | undefined,
  owner: Owner,
): DigestLine {
  const line = result?.asks?.[0]?.text ?? result?.summary?.sentences[0]?.text ?? mail.subject.trim();
  const { id, urgent } = mail;
  return { id, sender: senderOf(mail, owner), line: line || STAND_INS.emptyMail, urgent };
}

function senderOf({ senderName, senderAddress }: SortedMail, owner: Owner): string {
  if (senderAddress !== '' && senderAddress === owner.address) return STAND_INS.owner;
  return senderName || senderAddress || STAND_INS.unknownSender;
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

/** The subject without its Re: and Fwd:. */
function plainSubject(subject: string): string {
  return subject.replace(/^(?:\s*(?:re|aw|sv|antw|fwd?|wg)\s*:\s*)+/iu, '').trim() || 'no subject';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
