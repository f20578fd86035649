import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createDurableState, RelayStateObject, type DurableStorage } from './durable-object-state.ts';
import { createMemoryState } from './memory-state.ts';
import { takeOnce, type Counter, type RelayState } from './relay-state.ts';
import { openSqliteState } from './sqlite-state.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'relay-state-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LATER = Date.now() + 3_600_000;
let files = 0;
const newFile = (): string => path.join(folder, `${++files}.db`);

/** The storage of a Durable Object, which keeps what is put there apart from what is read. */
function durableStorage(): DurableStorage & { readonly rows: Map<string, Counter> } {
  const rows = new Map<string, Counter>();
  return {
    rows,
    get: (keys) => Promise.resolve(new Map([...rows].filter(([key]) => keys.includes(key)))),
    put: (entries) =>
      Promise.resolve(Object.entries(entries).forEach(([key, row]) => rows.set(key, { ...row }))),
    list: () => Promise.resolve(new Map(rows)),
    delete: (keys) => Promise.resolve(keys.filter((key) => rows.delete(key)).length),
    getAlarm: () => Promise.resolve(null),
    setAlarm: () => Promise.resolve(),
  };
}

function durableState(storage = durableStorage()): RelayState {
  const object = new RelayStateObject({ storage });
  // One event at a time, as the platform has it.
  let queue: Promise<unknown> = Promise.resolve();
  return createDurableState({
    idFromName: (name) => name,
    get: () => ({
      fetch: (url, init) => {
        const answer = queue.then(() => object.fetch(new Request(url, init)));
        queue = answer;
        return answer;
      },
    }),
  });
}

describe.each<[string, () => RelayState]>([
  ['memory', () => createMemoryState()],
  ['SQLite', () => openSqliteState(newFile())],
  ['a Durable Object', () => durableState()],
])('the state in %s', (_name, create) => {
  it('takes all claims or none', async () => {
    const state = create();
    const claims = [
      { key: 'keep:one', amount: 6, limit: 10, expiresAt: LATER },
      { key: 'two', amount: 6, limit: 8, expiresAt: LATER },
    ];
    expect(await state.takeAll(claims)).toEqual({ taken: true, totals: [6, 6] });
    expect(await state.takeAll(claims.map((claim) => ({ ...claim, amount: 3 })))).toMatchObject({
      taken: false,
      key: 'two',
    });
    expect(await state.takeAll([{ key: 'keep:one', amount: 4, limit: 10, expiresAt: LATER }])).toMatchObject({
      taken: true,
    });
  });

  it('forgets what has expired', async () => {
    const state = create();
    expect(await takeOnce(state, 'keep:once', Date.now() - 1)).toBe(true);
    expect(await takeOnce(state, 'keep:once', LATER)).toBe(true);
    expect(await takeOnce(state, 'keep:once', LATER)).toBe(false);
  });

  it('looks without taking when an amount is 0', async () => {
    const state = create();
    const look = { key: 'seen', amount: 0, limit: 4, expiresAt: 0 };
    expect(await state.takeAll([look])).toEqual({ taken: true, totals: [0] });
    await state.addAll([{ key: 'seen', amount: 5, expiresAt: LATER }]);
    expect(await state.takeAll([look])).toMatchObject({ taken: false });
  });

  it('never passes a limit, whatever is reserved and settled side by side', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 100 }),
        fc.array(
          fc.record({
            worst: fc.integer({ min: 1, max: 40 }),
            share: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
          { maxLength: 40 },
        ),
        async (limit, calls) => {
          const state = create();
          let spent = 0;
          await Promise.all(
            calls.map(async ({ worst, share }) => {
              const { taken } = await state.takeAll([
                { key: 'keep:money', amount: worst, limit, expiresAt: LATER },
              ]);
              if (!taken) return;
              const cost = Math.floor(worst * share);
              spent += cost;
              await state.addAll([{ key: 'keep:money', amount: cost - worst, expiresAt: LATER }]);
            }),
          );
          expect(spent).toBeLessThanOrEqual(limit);
          const [total] = await state.addAll([{ key: 'keep:money', amount: 0, expiresAt: LATER }]);
          expect(total).toBe(spent);
        },
      ),
      { numRuns: 15 },
    );
  });
});

it('SQLite remembers money and used consents after a restart, and not who is streaming', async () => {
  const file = newFile();
  const before = openSqliteState(file);
  await before.takeAll([
    { key: 'keep:day', amount: 70, limit: 100, expiresAt: LATER },
    { key: 'streams:anna', amount: 2, limit: 2, expiresAt: LATER },
  ]);
  await takeOnce(before, 'keep:consent', LATER);
  before.close();
  const after = openSqliteState(file);
  const claim = { key: 'keep:day', amount: 31, limit: 100, expiresAt: LATER };
  expect(await after.takeAll([claim])).toMatchObject({ taken: false });
  expect(await takeOnce(after, 'keep:consent', LATER)).toBe(false);
  expect(await after.takeAll([{ key: 'streams:anna', amount: 2, limit: 2, expiresAt: LATER }])).toMatchObject(
    { taken: true },
  );
  after.close();
});

it('SQLite remembers what a process had written that was killed', async () => {
  const file = newFile();
  const script = [
    `import { openSqliteState } from ${JSON.stringify(path.resolve('relay/state/sqlite-state.ts'))};`,
    `const state = openSqliteState(${JSON.stringify(file)});`,
    `await state.takeAll([{ key: 'keep:day', amount: 70, limit: 100, expiresAt: ${LATER} }]);`,
    `process.kill(process.pid, 'SIGKILL');`,
  ].join('\n');
  const { signal } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  expect(signal).toBe('SIGKILL');
  const after = openSqliteState(file);
  const [total] = await after.addAll([{ key: 'keep:day', amount: 0, expiresAt: LATER }]);
  expect(total).toBe(70);
  after.close();
});

it('SQLite gives back what was set aside and not spent, at the latest when it is closed', async () => {
  const file = newFile();
  const before = openSqliteState(file);
  await before.takeAll([{ key: 'keep:day', amount: 70, limit: 100, expiresAt: LATER }]);
  await before.addAll([{ key: 'keep:day', amount: -60, expiresAt: LATER }]);
  before.close();
  const after = openSqliteState(file);
  expect(await after.addAll([{ key: 'keep:day', amount: 0, expiresAt: LATER }])).toEqual([10]);
  after.close();
});

it('SQLite forgets no spending when a process is killed that had just given some back', async () => {
  const file = newFile();
  const script = [
    `import { openSqliteState } from ${JSON.stringify(path.resolve('relay/state/sqlite-state.ts'))};`,
    `const state = openSqliteState(${JSON.stringify(file)});`,
    `const take = (key) => state.takeAll([{ key, amount: 70, limit: 100, expiresAt: ${LATER} }]);`,
    `const giveBack = (key) => state.addAll([{ key, amount: -60, expiresAt: ${LATER} }]);`,
    `await take('keep:one'); await giveBack('keep:one');`,
    `await take('keep:two'); await giveBack('keep:two');`,
    `process.kill(process.pid, 'SIGKILL');`,
  ].join('\n');
  spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  const after = openSqliteState(file);
  const look = (key: string) => ({ key, amount: 0, expiresAt: LATER });
  const [one, two] = await after.addAll([look('keep:one'), look('keep:two')]);
  // What was given back before the last claim went to the disk with it.
  expect(one).toBe(10);
  expect(two).toBeGreaterThanOrEqual(10);
  after.close();
});

it('SQLite leaves a file alone that another process has', () => {
  const file = newFile();
  writeFileSync(`${file}.owner`, String(process.ppid));
  expect(() => openSqliteState(file)).toThrow(/in use by process/);
});

it('a Durable Object clears its storage of what has expired', async () => {
  const storage = durableStorage();
  const state = durableState(storage);
  await state.addAll([
    { key: 'old', amount: 1, expiresAt: Date.now() - 1 },
    { key: 'keep:new', amount: 1, expiresAt: LATER },
  ]);
  await new RelayStateObject({ storage }).alarm();
  expect([...storage.rows.keys()]).toEqual(['keep:new']);
});
