/** Measures of a ranked list against the ids that answer the query; each is 0 to 1, and there must be at least one such id. */
export interface RankingMetrics {
  readonly ndcg10: number;
  readonly recall5: number;
  readonly mrr: number;
}

export function rankingMetrics(ranked: readonly string[], relevant: readonly string[]): RankingMetrics {
  return {
    ndcg10: ndcg(ranked, relevant, 10),
    recall5: recallAt(ranked, relevant, 5),
    mrr: reciprocalRank(ranked, relevant),
  };
}

/** Normalised discounted cumulative gain of the first `depth` (Järvelin and Kekäläinen 2002), all answers being worth the same. */
export function ndcg(ranked: readonly string[], relevant: readonly string[], depth: number): number {
  const wanted = requireSome(relevant);
  const gain = (position: number): number => 1 / Math.log2(position + 2);
  const gained = unrepeated(ranked)
    .slice(0, depth)
    .reduce((sum, id, position) => sum + (wanted.has(id) ? gain(position) : 0), 0);
  let best = 0;
  for (let position = 0; position < Math.min(depth, wanted.size); position++) best += gain(position);
  return gained / best;
}

/** Share of the answers that stand among the first `depth`. */
export function recallAt(ranked: readonly string[], relevant: readonly string[], depth: number): number {
  const wanted = requireSome(relevant);
  return (
    unrepeated(ranked)
      .slice(0, depth)
      .filter((id) => wanted.has(id)).length / wanted.size
  );
}

/** One over the place of the first answer; 0 where none is ranked. */
export function reciprocalRank(ranked: readonly string[], relevant: readonly string[]): number {
  const wanted = requireSome(relevant);
  const at = unrepeated(ranked).findIndex((id) => wanted.has(id));
  return at < 0 ? 0 : 1 / (at + 1);
}

function unrepeated(ranked: readonly string[]): string[] {
  return [...new Set(ranked)];
}

function requireSome(relevant: readonly string[]): ReadonlySet<string> {
  if (relevant.length === 0) throw new RangeError('A query needs at least one answer to be scored.');
  return new Set(relevant);
}
