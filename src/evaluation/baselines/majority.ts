/** The commonest label, for every item; of equally common ones the first in `labels`. The labels of the test items themselves tell which, which flatters this baseline a little. */
export function majorityLabel(expected: readonly string[], labels: readonly string[]): string {
  const counts = labels.map((label) => expected.filter((other) => other === label).length);
  return labels[counts.indexOf(Math.max(...counts))] ?? '';
}
