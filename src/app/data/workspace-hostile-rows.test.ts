import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OUTGOING_TABLES } from '../../history/workspace/merge-rules';
import { allRows, correction, mail } from '../../history/testing/rows';
import { embeddingTextOf } from '../../tasks/classify/embedding-text';
import { holds } from '../../tasks/classify/match-rule';
import { findCandidates } from '../../tasks/summarise/candidates';
import { createWorkspaceWriter } from '../../workspace-file/write-workspace';
import { desk, EVERYTHING, fill, open, RUN, save, type Desk } from '../../../tests/support/workspace-desk';
import { createMailRows } from '../mail-rows';
import { readOriginal } from '../original-mail';
import { documentItem, mailItem } from '../search/search-items';
import { showStored } from '../show-stored';
import { countMail, pastLimits } from './choose-mail';
import { teachingItems } from './teaching-file';

const HEAD = { app: '0.0.1', schema: 1, madeAt: '2026-01-01T00:00:00.000Z', texts: true, secrets: false };
const NOW = Date.parse('2026-11-27T08:00:00.000Z');

/** Rows as the app writes them, by table. */
async function honestRows(): Promise<[name: string, row: object][]> {
  const from = desk();
  await fill(from);
  await from.history.messages.add([
    {
      ...mail('with-html', { attachments: [{ name: 'a.pdf', mediaType: 'application/pdf', bytes: 9 }] }),
      original: { gzip: new Uint8Array(40), shortened: false, pictures: [] },
    },
  ]);
  await from.history.corrections.put(correction('with-html'));
  const found: [string, object][] = [];
  for (const name of OUTGOING_TABLES)
    for (const row of await allRows(from.history, name)) found.push([name, row]);
  return found;
}

const anything = fc.oneof(
  fc.jsonValue(),
  fc.double(),
  fc.maxSafeInteger(),
  fc.float32Array({ maxLength: 4 }),
  fc.uint8Array({ maxLength: 40 }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('x'.repeat(3000), '__proto__', '2026-13-45', '2026-11-20T08:00:00.000Z', undefined),
);

/** The row with something else in one place, however deep. */
function spoilt(value: unknown, turns: readonly number[], other: unknown): unknown {
  const [turn = 0, ...rest] = turns;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || turns.length === 0)
    return other;
  const keys = Object.keys(value);
  const key = keys[turn % Math.max(1, keys.length)];
  if (key === undefined) return other;
  const changed = spoilt(Reflect.get(value, key), rest, other);
  return Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed };
}

/** All that a visit does with what is stored before a model is asked. */
async function useAll({ history }: Desk): Promise<void> {
  const rows = createMailRows();
  await showStored(history, rows);
  const rules = await history.rules.all();
  for (const { id } of await history.messages.list()) {
    const message = await history.messages.get(id);
    expect(message).toBeDefined();
    if (!message) continue;
    mailItem(message);
    embeddingTextOf(message);
    findCandidates(message);
    for (const rule of rules) holds(rule, message);
    await readOriginal(history, id);
  }
  for (const document of await history.documents.all()) documentItem(document);
  await countMail(history, { olderThanDays: 1, sender: '@example.org' }, NOW);
  await pastLimits(history, { days: 1, newest: 1 }, NOW);
  teachingItems({
    rules,
    labelSets: await history.labelSets.all(),
    corrections: await history.corrections.all(),
  });
  await history.settings.get();
}

it('rows that are almost right come to nothing worse than being left out', async () => {
  const honest = await honestRows();
  const spoiling = fc.record({
    which: fc.nat(honest.length - 1),
    turns: fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }),
    other: anything,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(spoiling, { minLength: 1, maxLength: 12 }), async (spoilings) => {
      const rows = honest.map(([name, row]) => [name, row] as [string, unknown]);
      for (const { which, turns, other } of spoilings) {
        const chosen = rows[which];
        if (chosen) chosen[1] = spoilt(chosen[1], turns, other);
      }
      const writer = await createWorkspaceWriter(HEAD, null);
      for (const name of OUTGOING_TABLES) {
        const part = rows.filter((each) => each[0] === name).map((each) => each[1] ?? null);
        if (part.length > 0) await writer.add(name, part);
      }
      const into = desk();
      await (await open(into, await writer.finish())).apply(EVERYTHING, RUN);
      await useAll(into);
      // What came in can be taken out again, and is whole.
      const again = await open(desk(), (await save(into)).blob);
      expect(again.preview.unreadable).toBe(0);
    }),
    { numRuns: 12 },
  );
});
