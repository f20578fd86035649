/** Two sorted lists as one, in time that grows with their length. Of equal items, those of `first` come first. */
export function mergeSorted<T>(
  first: readonly T[],
  second: readonly T[],
  compare: (a: T, b: T) => number,
): T[] {
  const merged: T[] = [];
  let [a, b] = [0, 0];
  while (a < first.length && b < second.length) {
    const [one, other] = [first[a] as T, second[b] as T];
    if (compare(one, other) <= 0) {
      merged.push(one);
      a += 1;
    } else {
      merged.push(other);
      b += 1;
    }
  }
  for (; a < first.length; a += 1) merged.push(first[a] as T);
  for (; b < second.length; b += 1) merged.push(second[b] as T);
  return merged;
}
