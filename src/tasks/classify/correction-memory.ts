import { CATEGORIES, type Category, type Correction } from '../../contracts/briefing';
import { dot } from '../text/vectors';

/** What the user's corrections say about a mail: log-odds to add to the classifier's. All zero when none is alike. */
export interface CorrectionEvidence {
  /** In the order of `CATEGORIES`. */
  readonly category: readonly number[];
  readonly urgency: number;
  /** The correction that weighs most, with its share; null when none is alike. */
  readonly strongest: { readonly correction: Correction; readonly sameSender: boolean } | null;
}

/** Cosine similarities of MiniLM at which a correction begins to count and counts in full, for another sender and for the same one. */
const STRANGER = { from: 0.6, full: 0.9 };
const SAME_SENDER = { from: 0.35, full: 0.75 };
/** Below this cosine a correction says nothing about a mail of another sender. */
export const LEAST_SIMILARITY = STRANGER.from;
/** One near-duplicate outweighs a classifier that is 99 % sure (log-odds 4.6). */
const FULL_WEIGHT = 7;
const URGENCY_WEIGHT = 4;
/** Log-odds for a sender whose mail was put in the same place twice, three times or more often, whatever this one says. */
const SENDER_HABIT = [0, 0, 2, 3.2, 4] as const;
const HABIT_SHARE = 0.8;

/**
 * Kernel-weighted nearest neighbours over the corrections, and a memory for senders. A correction adds to its own category only, more the
 * more alike the mails are, and nothing at all below the threshold, so that unrelated mail keeps its result exactly.
 */
export function recall(
  sender: string,
  embedding: Float32Array,
  corrections: readonly Correction[],
): CorrectionEvidence {
  const category = CATEGORIES.map(() => 0);
  let urgency = 0;
  let strongest: CorrectionEvidence['strongest'] = null;
  let strongestWeight = 0;
  for (const correction of corrections) {
    const sameSender = sender !== '' && correction.sender === sender;
    const weight = kernel(similarity(embedding, correction.embedding), sameSender ? SAME_SENDER : STRANGER);
    if (weight === 0) continue;
    const index = CATEGORIES.indexOf(correction.category);
    category[index] = Math.max(category[index] ?? 0, FULL_WEIGHT * weight);
    urgency += (correction.urgent ? 1 : -1) * weight;
    if (weight > strongestWeight) {
      strongestWeight = weight;
      strongest = { correction, sameSender };
    }
  }
  const habit = senderHabit(sender, corrections);
  if (habit) {
    const index = CATEGORIES.indexOf(habit.category);
    category[index] = (category[index] ?? 0) + habit.weight;
    strongest ??= { correction: habit.latest, sameSender: true };
  }
  return { category, urgency: URGENCY_WEIGHT * Math.max(-1, Math.min(1, urgency)), strongest };
}

function senderHabit(
  sender: string,
  corrections: readonly Correction[],
): { readonly category: Category; readonly weight: number; readonly latest: Correction } | null {
  const own = sender === '' ? [] : corrections.filter((correction) => correction.sender === sender);
  const latest = own.at(-1);
  if (!latest) return null;
  const agreeing = own.filter((correction) => correction.category === latest.category).length;
  const weight = SENDER_HABIT[Math.min(agreeing, SENDER_HABIT.length - 1)] ?? 0;
  return weight > 0 && agreeing / own.length >= HABIT_SHARE
    ? { category: latest.category, weight, latest }
    : null;
}

/** 0 up to `from`, 1 from `full` on, smooth between. */
function kernel(
  similarity: number,
  { from, full }: { readonly from: number; readonly full: number },
): number {
  const share = Math.max(0, Math.min(1, (similarity - from) / (full - from)));
  return share * share * (3 - 2 * share);
}

function similarity(a: Float32Array, b: Float32Array): number {
  return a.length === 0 || a.length !== b.length ? 0 : dot(a, b);
}
