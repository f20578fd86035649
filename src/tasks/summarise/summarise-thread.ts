import { STAND_INS, type Ask, type Owner } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { yieldToPage } from '../../platform/yield-to-page';
import type { ThreadLine, ThreadSummary } from '../../contracts/thread';
import { findFacts } from '../text/facts';
import { findCandidates, type Candidate } from './candidates';
import { DECISION } from './cues';

export interface ThreadMail {
  readonly message: Message;
  /** What it asks of anybody, as the task for drafts finds it. */
  readonly asks: readonly Ask[];
}

const MOST_LINES = 6;
const MOST_CHANGES_OF_MAIL = 2;

/** Sums up a conversation in the words of its mails; what they quote of one another is left out. `mails` in any order. Gives the page its turn before each. */
export async function summariseThread(mails: readonly ThreadMail[], owner: Owner): Promise<ThreadSummary> {
  const newestFirst = [...mails].sort((a, b) => (b.message.date ?? '').localeCompare(a.message.date ?? ''));
  const wants: ThreadLine[] = [];
  const open: ThreadLine[] = [];
  const changed: ThreadLine[] = [];
  for (const [index, { message, asks }] of newestFirst.entries()) {
    await yieldToPage();
    const later = newestFirst.slice(0, index);
    const answered = later.some((other) => addressOf(other.message) !== addressOf(message));
    const lines = asks.map(({ text, evidence }) => lineOf(message, owner, text, evidence));
    (answered ? wants : open).push(...lines);
    if (index < newestFirst.length - 1) changed.push(...changesOf(message, owner, asks));
  }
  return {
    mails: mails.length,
    wants: withoutRepeats(wants).slice(0, MOST_LINES),
    changed: withoutRepeats(changed).slice(0, MOST_LINES),
    open: withoutRepeats(open).slice(0, MOST_LINES),
  };
}

/** The statements of a mail that settle or move something; those with most specifics come first, in the order of the mail. */
function changesOf(message: Message, owner: Owner, asks: readonly Ask[]): ThreadLine[] {
  const asked = ({ start, end }: Candidate) =>
    asks.some(({ evidence }) => evidence.start < end && start < evidence.end);
  return findCandidates(message)
    .filter((candidate) => !candidate.filler && DECISION.test(candidate.text))
    .filter((candidate) => !candidate.text.includes('?') && !asked(candidate))
    .sort((a, b) => findFacts(b.text).length - findFacts(a.text).length)
    .slice(0, MOST_CHANGES_OF_MAIL)
    .sort((a, b) => a.start - b.start)
    .map(({ text, start, end }) =>
      lineOf(message, owner, text, { quote: message.text.slice(start, end), start, end }),
    );
}

function lineOf(message: Message, owner: Owner, text: string, evidence: ThreadLine['evidence']): ThreadLine {
  const own = owner.address !== '' && addressOf(message) === owner.address;
  const who = own ? STAND_INS.owner : message.from?.name || addressOf(message) || STAND_INS.unknownSender;
  return { messageId: message.id, who, date: message.date, text, evidence };
}

function addressOf({ from }: Message): string {
  return from?.address ?? '';
}

/** A sentence that somebody says again counts where it was said last. */
function withoutRepeats(lines: readonly ThreadLine[]): ThreadLine[] {
  const seen = new Set<string>();
  return lines.filter(({ text }) => {
    const key = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
