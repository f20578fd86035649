import type { Metrics } from '../contracts/evaluation';

/** A piece of a text with its type, wherever and however often it stands there. */
export interface TypedText {
  readonly type: string;
  readonly text: string;
}

/** What was labelled in one text and what was found. */
export interface SpanOutcome {
  readonly expected: readonly TypedText[];
  readonly found: readonly TypedText[];
}

export interface SpanScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly recallByType: Metrics;
}

/**
 * Exact match of type and text, white space aside, summed over all texts (micro average). Labels list a piece once however often it occurs, so
 * repeated finds count once too.
 */
export function spanScore(outcomes: readonly SpanOutcome[]): SpanScore {
  let [hits, found, expected] = [0, 0, 0];
  const byType = new Map<string, { hits: number; all: number }>();
  for (const outcome of outcomes) {
    const wanted = new Set(outcome.expected.map(keyOf));
    const seen = new Set(outcome.found.map(keyOf));
    expected += wanted.size;
    found += seen.size;
    for (const key of wanted) {
      const type = key.slice(0, key.indexOf('\n'));
      const tally = byType.get(type) ?? { hits: 0, all: 0 };
      const hit = seen.has(key) ? 1 : 0;
      hits += hit;
      byType.set(type, { hits: tally.hits + hit, all: tally.all + 1 });
    }
  }
  return {
    precision: found === 0 ? 0 : hits / found,
    recall: expected === 0 ? 0 : hits / expected,
    f1: hits === 0 ? 0 : (2 * hits) / (found + expected),
    recallByType: Object.fromEntries(
      [...byType].map(([type, tally]) => [type, tally.hits / tally.all] as const).sort(byName),
    ),
  };
}

/** The pieces of `a` that `b` does not hold. */
export function spansWithout(a: readonly TypedText[], b: readonly TypedText[]): TypedText[] {
  const known = new Set(b.map(keyOf));
  return [...new Map(a.map((span) => [keyOf(span), span])).entries()]
    .filter(([key]) => !known.has(key))
    .map(([, span]) => span);
}

function keyOf({ type, text }: TypedText): string {
  return `${type}\n${text.replace(/\s+/gu, ' ').trim()}`;
}

function byName([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}
