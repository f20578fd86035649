/**
 * ROUGE (Lin 2004) against one reference, as F1. Tokens are runs of letters and digits, lower-cased, not stemmed, stop words kept. ROUGE-L takes the
 * longest common subsequence of the two whole texts (not the union over sentences).
 */
export interface Rouge {
  readonly rouge1: number;
  readonly rouge2: number;
  readonly rougeL: number;
}

export function rouge(candidate: string, reference: string): Rouge {
  const [said, wanted] = [rougeTokens(candidate), rougeTokens(reference)];
  return {
    rouge1: overlapOfRuns(said, wanted, 1),
    rouge2: overlapOfRuns(said, wanted, 2),
    rougeL: f1(longestCommonSubsequence(said, wanted), said.length, wanted.length),
  };
}

export function rougeTokens(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Length of the longest sequence of items that both hold in this order, not necessarily next to each other. */
export function longestCommonSubsequence<T>(a: readonly T[], b: readonly T[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const item of a) {
    const next = [0];
    b.forEach((other, index) => {
      next.push(item === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    });
    row = next;
  }
  return row[b.length] ?? 0;
}

function overlapOfRuns(said: readonly string[], wanted: readonly string[], length: number): number {
  const [found, known] = [countRuns(said, length), countRuns(wanted, length)];
  let shared = 0;
  for (const [run, count] of found) shared += Math.min(count, known.get(run) ?? 0);
  return f1(shared, Math.max(0, said.length - length + 1), Math.max(0, wanted.length - length + 1));
}

function countRuns(tokens: readonly string[], length: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + length <= tokens.length; at++) {
    const run = tokens.slice(at, at + length).join(' ');
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return counts;
}

function f1(shared: number, said: number, wanted: number): number {
  return said + wanted === 0 ? 0 : (2 * shared) / (said + wanted);
}
