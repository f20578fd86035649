import { seededRandom } from './bootstrap';
import { shuffled } from './shuffled';

/** Indexes of items. */
export interface Split {
  readonly training: readonly number[];
  readonly test: readonly number[];
}

/** Draws so many items of each label for training, of a label with fewer than twice as many the half, and leaves the rest for the test; repeatable by seed. */
export function splitByLabel(
  items: readonly { readonly label: string }[],
  examples: number,
  seed: number,
): Split {
  const random = seededRandom(seed);
  const training = new Set<number>();
  for (const label of [...new Set(items.map((item) => item.label))].sort()) {
    const own = items.flatMap((item, index) => (item.label === label ? [index] : []));
    const count = Math.min(examples, Math.floor(own.length / 2));
    for (const index of shuffled(own, random).slice(0, count)) training.add(index);
  }
  const all = items.map((_, index) => index);
  return {
    training: all.filter((index) => training.has(index)),
    test: all.filter((index) => !training.has(index)),
  };
}
