/** A labelled unit vector. */
export interface LabelledVector {
  readonly label: string;
  readonly vector: Float32Array;
}

/** The sum of a label's vectors, which points where their mean does. */
interface Centroid {
  readonly label: string;
  readonly sum: Float64Array;
}

/** One for each label that occurs, in the order in which they do. */
export function centroidsOf(examples: readonly LabelledVector[]): readonly Centroid[] {
  const sums = new Map<string, Float64Array>();
  for (const { label, vector } of examples) {
    const sum = sums.get(label) ?? new Float64Array(vector.length);
    vector.forEach((value, index) => (sum[index] = (sum[index] ?? 0) + value));
    sums.set(label, sum);
  }
  return [...sums].map(([label, sum]) => ({ label, sum }));
}

/** The label whose mean vector lies nearest to a vector by cosine (Rocchio 1971); '' without any. */
export function nearestCentroid(vector: Float32Array, centroids: readonly Centroid[]): string {
  let best = { label: '', cosine: -Infinity };
  for (const { label, sum } of centroids) {
    const cosine = cosineOf(vector, sum);
    if (cosine > best.cosine) best = { label, cosine };
  }
  return best.label;
}

/** Each item by the centroids of all the others (leave one out), in order; '' where there is no other. */
export function leaveOneOutCentroids(items: readonly LabelledVector[]): string[] {
  const centroids = centroidsOf(items);
  return items.map(({ label, vector }) => {
    const alone = items.filter((other) => other.label === label).length === 1;
    const others = centroids.flatMap((centroid) => {
      if (centroid.label !== label) return [centroid];
      return alone ? [] : [{ label, sum: centroid.sum.map((value, index) => value - (vector[index] ?? 0)) }];
    });
    return nearestCentroid(vector, others);
  });
}

export function cosineOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [product, ofA, ofB] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index] ?? 0, b[index] ?? 0];
    product += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return product / (Math.sqrt(ofA * ofB) || 1);
}
