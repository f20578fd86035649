import type { Category, Correction } from '../../contracts/briefing';
import { habitOf } from './correction-memory';

/** Something that corrections taught, and the corrections that it goes back to; without these it is forgotten. */
export interface TaughtLesson {
  /** Stable as long as it is about the same sender, list or mail. */
  readonly id: string;
  /** What mails it is about: those of this sender or list, or those like this mail (its `Message.id`). */
  readonly about: { readonly by: 'sender' | 'list' | 'likeness'; readonly value: string };
  readonly category: Category;
  readonly urgent: boolean;
  readonly correctionIds: readonly string[];
  /** ISO 8601, of the newest correction. */
  readonly learntAt: string;
}

/** What the corrections amount to, the newest first; each correction belongs to one lesson. */
export function lessonsFrom(corrections: readonly Correction[]): readonly TaughtLesson[] {
  const habits = (['sender', 'list'] as const).flatMap((by) =>
    distinct(corrections.flatMap((correction) => correction[by] ?? [])).flatMap((value) => {
      const habit = habitOf(by, value, corrections);
      if (!habit) return [];
      const own = corrections.filter(
        (correction) => correction[by] === value && correction.category === habit.category,
      );
      return [lesson(by, value, own, habit.latest)];
    }),
  );
  const claimed = new Set<string>();
  const separate = habits.flatMap((habit) => {
    const correctionIds = habit.correctionIds.filter((id) => !claimed.has(id));
    correctionIds.forEach((id) => claimed.add(id));
    return correctionIds.length > 1 ? [{ ...habit, correctionIds }] : unclaim(correctionIds, claimed);
  });
  const single = corrections
    .filter(({ id }) => !claimed.has(id))
    .map((correction) => lesson('likeness', correction.id, [correction], correction));
  return [...separate, ...single].sort((a, b) => b.learntAt.localeCompare(a.learntAt));
}

function unclaim(ids: readonly string[], claimed: Set<string>): [] {
  ids.forEach((id) => claimed.delete(id));
  return [];
}

function lesson(
  by: TaughtLesson['about']['by'],
  value: string,
  own: readonly Correction[],
  { category, urgent }: Correction,
): TaughtLesson {
  return {
    id: `${by}:${value}`,
    about: { by, value },
    ...{ category, urgent },
    correctionIds: own.map(({ id }) => id),
    learntAt: own.reduce((newest, { madeAt }) => (madeAt > newest ? madeAt : newest), ''),
  };
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== '');
}
