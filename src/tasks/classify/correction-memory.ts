import { CATEGORIES, type Category, type Correction } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { similarity, smoothStep } from './similarity';

/** What the user's corrections say about a mail: log-odds to add to the classifier's. All zero when none is alike. */
export interface CorrectionEvidence {
  /** In the order of `CATEGORIES`. */
  readonly category: readonly number[];
  readonly urgency: number;
  /** The correction that weighs most, and what it has in common with the mail; null when none is alike. */
  readonly strongest: { readonly correction: Correction; readonly by: Kinship } | null;
}

export type Kinship = 'sender' | 'list' | 'likeness';

/** Where a mail comes from. */
export interface Origin {
  /** Lower-cased address; empty when there is none. */
  readonly sender: string;
  /** As `listOf` gives it; empty when it came over no list. */
  readonly list: string;
  /** `Message.threadId`. */
  readonly thread: string;
}

export function originOf(message: Message): Origin {
  return { sender: message.from?.address ?? '', list: listOf(message), thread: message.threadId };
}

/** Cosine similarities of MiniLM at which a correction begins to count and counts in full, for another sender and for the same one. */
const STRANGER = { from: 0.7, full: 0.9 };
const SAME_SENDER = { from: 0.65, full: 0.85 };
/** One near-duplicate outweighs a classifier that is 99 % sure (log-odds 4.6). */
const FULL_WEIGHT = 7;
const URGENCY_WEIGHT = 4;
/** Log-odds for a sender or a list whose mail was put in the same place twice, three times or more often, whatever this one says. */
const HABIT = [0, 0, 2, 3.2, 4] as const;
const HABIT_SHARE = 0.8;

/**
 * Kernel-weighted nearest neighbours over the corrections, and a memory for senders and lists. A correction adds to its own category only, more the
 * more alike the mails are, and nothing at all below the threshold, so that unrelated mail keeps its result exactly.
 */
export function recall(
  { sender, list, thread }: Origin,
  embedding: Float32Array,
  corrections: readonly Correction[],
): CorrectionEvidence {
  const category = CATEGORIES.map(() => 0);
  let urgency = 0;
  let strongest: CorrectionEvidence['strongest'] = null;
  let strongestWeight = 0;
  for (const correction of corrections.filter((each) => countsByLikeness(each, thread))) {
    const sameSender = sender !== '' && correction.sender === sender;
    const weight = smoothStep(
      similarity(embedding, correction.embedding),
      sameSender ? SAME_SENDER : STRANGER,
    );
    if (weight === 0) continue;
    const index = CATEGORIES.indexOf(correction.category);
    category[index] = Math.max(category[index] ?? 0, FULL_WEIGHT * weight);
    urgency += (correction.urgent ? 1 : -1) * weight;
    if (weight > strongestWeight) {
      strongestWeight = weight;
      strongest = { correction, by: sameSender ? 'sender' : 'likeness' };
    }
  }
  // A person on a list is more than the list.
  const habit = habitOf('sender', sender, corrections) ?? habitOf('list', list, corrections);
  if (habit) {
    const index = CATEGORIES.indexOf(habit.category);
    category[index] = (category[index] ?? 0) + habit.weight;
    strongest ??= { correction: habit.latest, by: habit.by };
  }
  return { category, urgency: URGENCY_WEIGHT * Math.max(-1, Math.min(1, urgency)), strongest };
}

/**
 * Whether a correction says something about a mail of this thread that reads like it. Mails of one conversation read alike and differ in what is
 * left to do, so there only the wish to see none of it carries over.
 */
export function countsByLikeness(
  correction: Pick<Correction, 'category' | 'thread'>,
  thread: string,
): boolean {
  return correction.category === 'skip' || thread === '' || correction.thread !== thread;
}

/** The identifier in a List-Id header (RFC 2919), lower-cased; empty when the mail came over no list. */
export function listOf({ headers }: Pick<Message, 'headers'>): string {
  const header = headers['list-id']?.split('\n')[0] ?? '';
  return (/<([^<>]+)>/u.exec(header)?.[1] ?? header).trim().toLowerCase();
}

export interface Habit {
  readonly by: 'sender' | 'list';
  readonly category: Category;
  /** Log-odds. */
  readonly weight: number;
  readonly latest: Correction;
}

/** What the user does with mail of this sender or list, where they did the same often enough. */
export function habitOf(by: Habit['by'], value: string, corrections: readonly Correction[]): Habit | null {
  const own = value === '' ? [] : corrections.filter((correction) => correction[by] === value);
  const latest = own.reduce<Correction | undefined>(
    (newest, correction) => (newest && newest.madeAt > correction.madeAt ? newest : correction),
    undefined,
  );
  if (!latest) return null;
  const agreeing = own.filter((correction) => correction.category === latest.category).length;
  const weight = HABIT[Math.min(agreeing, HABIT.length - 1)] ?? 0;
  return weight > 0 && agreeing / own.length >= HABIT_SHARE
    ? { by, category: latest.category, weight, latest }
    : null;
}
