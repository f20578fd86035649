const DAMPING = 0.85;
const ROUNDS = 100;
const CLOSE_ENOUGH = 1e-6;

/** PageRank over a symmetric matrix of similarities (Brin and Page 1998): how much each node is vouched for by the others. Sums to 1. */
export function rankBySimilarity(similarities: readonly (readonly number[])[]): number[] {
  const count = similarities.length;
  const outgoing = similarities.map((row) => row.reduce((sum, value) => sum + value, 0));
  let ranks = new Array<number>(count).fill(1 / count);
  for (let round = 0; round < ROUNDS; round++) {
    // What nodes without a link hold is given to all alike.
    const adrift = ranks.reduce((sum, rank, node) => sum + (outgoing[node] === 0 ? rank : 0), 0);
    const next = ranks.map((_, node) => {
      const received = ranks.reduce((sum, rank, other) => {
        const out = outgoing[other] ?? 0;
        return out === 0 ? sum : sum + (rank * (similarities[other]?.[node] ?? 0)) / out;
      }, adrift / count);
      return (1 - DAMPING) / count + DAMPING * received;
    });
    const change = next.reduce((sum, rank, node) => sum + Math.abs(rank - (ranks[node] ?? 0)), 0);
    ranks = next;
    if (change < CLOSE_ENOUGH) break;
  }
  return ranks;
}
