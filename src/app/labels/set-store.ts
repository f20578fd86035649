import * as v from 'valibot';
import { DesksideError } from '../../contracts/failure';
import type { LabelSet } from '../../contracts/labels';
import type { Observable } from '../../contracts/observable';
import type { Collection } from '../../history/collection';
import { createObservable } from '../../platform/observable';
import { readInStep } from '../read-in-step';
import type { ChangeSet, LabelSetDraft, Undo } from './labels-api';

export interface SetStore {
  readonly sets: Observable<readonly LabelSet[]>;
  /** Reads those that another tab has changed. */
  follow(): Promise<void>;
  require(id: string): LabelSet;
  create(draft: LabelSetDraft): Promise<LabelSet>;
  /** Changes the set as it is stored at that moment. Rejects when it is gone. */
  change(id: string, to: ChangeSet): Promise<void>;
  duplicate(id: string): Promise<LabelSet>;
  remove(id: string): Promise<Undo>;
}

/** Most answers above it are right, and few texts fall below it. */
const LEAST_CONFIDENCE = 0.4;

const LABEL_SET = v.object({
  id: v.string(),
  name: v.string(),
  labels: v.array(v.object({ name: v.string(), description: v.string() })),
  examples: v.array(v.object({ text: v.string(), label: v.string() })),
  leastConfidence: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
});

/** The label sets that are stored, by name. What another version stored in another form is left out. */
export async function createSetStore(collection: Collection<LabelSet>): Promise<SetStore> {
  const read = async () => byName((await collection.all()).filter((row) => v.is(LABEL_SET, row)));
  const sets = createObservable(await read());

  function show(set: LabelSet): void {
    sets.update((now) => byName([...now.filter(({ id }) => id !== set.id), set]));
  }

  async function put(set: LabelSet): Promise<void> {
    await collection.put(set);
    show(set);
  }

  function require(id: string): LabelSet {
    return unlessGone(sets.get().find((candidate) => candidate.id === id));
  }

  async function add(set: Omit<LabelSet, 'id'>): Promise<LabelSet> {
    const names = sets.get().map(({ name }) => name);
    const added = { ...set, id: crypto.randomUUID(), name: freeName(set.name, names) };
    await put(added);
    return added;
  }

  return {
    sets,
    async follow() {
      const { before, stored } = await readInStep(sets, read);
      // A set that is the same as before stays the same, so that nothing is judged by it anew.
      const known = new Map(before.map((set) => [JSON.stringify(set), set]));
      sets.set(stored.map((set) => known.get(JSON.stringify(set)) ?? set));
    },
    require,
    async change(id, to) {
      const before = require(id);
      // Shown before it is stored, so that what the user does on its heels is done to what they see.
      const shown = to(before);
      show(shown);
      let changed = shown;
      try {
        await collection.change(id, (stored) => (changed = to(unlessGone(stored))));
      } catch (thrown) {
        if (sets.get().includes(shown)) show(before);
        throw thrown;
      }
      if (JSON.stringify(changed) !== JSON.stringify(shown)) show(changed);
    },
    create: ({ name, labels }) => add({ name, labels, examples: [], leastConfidence: LEAST_CONFIDENCE }),
    duplicate: (id) => add(require(id)),
    async remove(id) {
      const set = unlessGone(await collection.get(id));
      await collection.delete(id);
      sets.update((now) => now.filter((other) => other.id !== id));
      return () => put(set);
    },
  };
}

function unlessGone(set: LabelSet | undefined): LabelSet {
  if (v.is(LABEL_SET, set)) return set;
  throw new DesksideError({
    code: 'request-unsupported',
    message: 'This label set is gone. Please choose another one.',
    retryable: false,
  });
}

function byName(sets: readonly LabelSet[]): readonly LabelSet[] {
  return sets.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** The name, with a number behind it where it is taken. */
function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let number = 2; taken.includes(free); number++) free = `${name} ${number}`;
  return free;
}
