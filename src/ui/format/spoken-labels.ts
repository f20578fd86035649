/** Labels by what they name, each in the language of the page as it is read. */
export function spokenLabels<Id extends string>(
  says: Readonly<Record<Id, () => string>>,
): Readonly<Record<Id, string>> {
  const labels = {} as Record<Id, string>;
  for (const id of Object.keys(says) as Id[])
    Object.defineProperty(labels, id, { enumerable: true, get: says[id] });
  return labels;
}
