/**
 * Tells which of many fragments occur in a text, in one pass over it (Aho & Corasick 1975): 1 at the place of each that does, 0 at the others'. The
 * array is the same each time, and holds until the next call.
 */
export type FragmentFinder = (text: string) => Readonly<Uint8Array>;

interface Node {
  readonly next: Map<number, number>;
  /** Places of the fragments that end here. */
  readonly ends: number[];
}

export function createFragmentFinder(fragments: readonly string[]): FragmentFinder {
  const classes = new Map<string, number>();
  for (const character of fragments.join(''))
    if (!classes.has(character)) classes.set(character, classes.size + 1);
  const width = classes.size + 1;
  /** The class of each UTF-16 code unit; 0 for those that no fragment has. */
  const classOf = new Uint8Array(2 ** 16);
  for (const [character, nth] of classes) classOf[character.charCodeAt(0)] = nth;

  const nodes: Node[] = [{ next: new Map(), ends: [] }];
  for (const [place, fragment] of fragments.entries()) {
    let at = 0;
    for (const character of fragment) {
      const next = nodes[at]?.next;
      const nth = classes.get(character) ?? 0;
      if (next && !next.has(nth)) next.set(nth, nodes.push({ next: new Map(), ends: [] }) - 1);
      at = next?.get(nth) ?? 0;
    }
    nodes[at]?.ends.push(place);
  }

  const steps = new Uint16Array(nodes.length * width);
  const fallback = new Uint16Array(nodes.length);
  const order = [0];
  for (let done = 0; done < order.length; done += 1) {
    const at = order[done] ?? 0;
    const node = nodes[at];
    const back = fallback[at] ?? 0;
    node?.ends.push(...(at === 0 ? [] : (nodes[back]?.ends ?? [])));
    for (let nth = 0; nth < width; nth += 1) {
      const along = at === 0 ? 0 : (steps[back * width + nth] ?? 0);
      const child = node?.next.get(nth);
      steps[at * width + nth] = child ?? along;
      if (child === undefined) continue;
      fallback[child] = along;
      order.push(child);
    }
  }
  const holds = Uint8Array.from(nodes, ({ ends }) => (ends.length > 0 ? 1 : 0));
  const found = new Uint8Array(fragments.length);

  return (text) => {
    found.fill(0);
    const { length } = text;
    let at = 0;
    for (let index = 0; index < length; index += 1) {
      at = steps[at * width + (classOf[text.charCodeAt(index)] as number)] as number;
      if (holds[at] === 1) for (const end of nodes[at]?.ends ?? []) found[end] = 1;
    }
    return found;
  };
}
