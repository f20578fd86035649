import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { attempt, type Result } from '../../src/contracts/failure';
import type { WeightStorage } from '../../src/models/weight-storage';
import { toStorageError } from '../../src/platform/storage-error';
import type { HubFault } from '../support/hub-server/faults';
import { damageChunk, openHubStage, WEIGHTS_PATH, type HubStage } from './support/hub-stage';
import { watchReceived } from './support/received-bytes';

let stage: HubStage;
beforeEach(async () => {
  stage = await openHubStage();
});
afterEach(() => stage.close());

type Event =
  | { readonly kind: 'install' | 'repair' | 'remove' | 'hub-recovers' | 'disk-has-room' }
  /** The visit ends after so many bytes of the weights. */
  | { readonly kind: 'leave'; readonly afterBytes: number }
  | { readonly kind: 'hub-fails'; readonly fault: HubFault }
  /** Writing fails after so many more chunks. */
  | { readonly kind: 'disk-is-full'; readonly afterChunks: number }
  | { readonly kind: 'chunk-is-damaged' | 'chunk-is-lost'; readonly index: number };

const bytes = fc.integer({ min: 0, max: 1000 });
const kind = <Kind extends string>(...kinds: Kind[]) => fc.constantFrom(...kinds);
const faults = fc.oneof(
  fc.record({ kind: kind('cut', 'stall'), afterBytes: fc.option(bytes) }),
  fc.record({ kind: kind('length'), add: fc.constantFrom(-10, 10), unstated: fc.boolean() }),
  fc.record({ kind: kind('other-bytes'), at: bytes }),
  fc.record({ kind: kind('page'), disguised: fc.boolean() }),
  fc.record({ kind: kind('status'), status: fc.constantFrom(401, 404, 416, 429, 500, 503) }),
  fc.record({ kind: kind('no-ranges'), answer: kind('whole', 'refusal') }),
  fc.record({ kind: kind('other-range'), shift: fc.constant(64) }),
  fc.record({ kind: kind('entity-tag'), tag: fc.constantFrom('"a"', '"b"', null) }),
) satisfies fc.Arbitrary<HubFault>;
const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: kind('install') }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('leave'), afterBytes: bytes }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('hub-fails'), fault: faults }) },
  fc.record({ kind: kind('repair', 'remove', 'hub-recovers', 'disk-has-room') }),
  fc.record({ kind: kind('disk-is-full'), afterChunks: fc.integer({ min: 0, max: 10 }) }),
  fc.record({ kind: kind('chunk-is-damaged', 'chunk-is-lost'), index: fc.integer({ min: 0, max: 16 }) }),
);

/** What may come back from an install or a repair; anything else is a fault of ours. */
const KNOWN_FAILURES = [
  'cancelled',
  'download-failed',
  'integrity-failed',
  'model-missing',
  'quota-exceeded',
];
const IMPATIENT = { tries: 2, firstDelayMs: 1, mostDelayMs: 1, stallMs: 40 };

it('whatever happens to a model and in whatever order, it is whole, mendable or not there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(events, { minLength: 3, maxLength: 12 }), async (life) => {
      let room = Infinity;
      /** Whether bytes changed on the disk and nobody has looked since. */
      let perhapsDamaged = false;
      const storage: WeightStorage = {
        ...stage.storage,
        putChunk: async (chunk) => {
          if ((room -= 1) < 0) throw toStorageError(new DOMException('full', 'QuotaExceededError'));
          await stage.storage.putChunk(chunk);
        },
      };

      async function happen(event: Event): Promise<void> {
        const tab = stage.openTab({ storage, patience: IMPATIENT });
        const { state } = await tab.store.status('sample');
        switch (event.kind) {
          case 'install': {
            const installed = expectKnown(await attempt(() => tab.install()));
            // Without a reason to look, an install of what is there reads no bytes.
            if (installed && state !== 'installed') perhapsDamaged = false;
            if (installed) expect((await tab.store.status('sample')).state).toBe('installed');
            return;
          }
          case 'repair':
            if (expectKnown(await attempt(() => tab.repair()))) perhapsDamaged = false;
            return;
          case 'leave':
            return leaveAfter(event.afterBytes, storage);
          case 'remove':
            await tab.store.remove('sample');
            perhapsDamaged = false;
            expect(await tab.store.status('sample')).toMatchObject({ state: 'absent', storedBytes: 0 });
            return;
          case 'hub-fails':
            return void stage.hub.faults.add(event.fault, { path: WEIGHTS_PATH });
          case 'hub-recovers':
            return stage.hub.faults.clear();
          case 'disk-is-full':
            return void (room = event.afterChunks);
          case 'disk-has-room':
            return void (room = Infinity);
          case 'chunk-is-lost':
            return stage.storage.deleteChunks('sample', WEIGHTS_PATH, event.index);
          case 'chunk-is-damaged':
            perhapsDamaged = (await damageChunk(stage.storage, WEIGHTS_PATH, event.index)) || perhapsDamaged;
            return;
        }
      }

      for (const event of life) {
        await happen(event);
        await stage.expectSound({ perhapsDamaged });
      }
      stage.hub.faults.clear();
      const tab = stage.openTab();
      await tab.install();
      await tab.repair();
      expect((await tab.store.status('sample')).state).toBe('installed');
      await stage.expectSound();
      await tab.store.remove('sample');
    }),
    { numRuns: 15 },
  );
}, 30_000);

/** Whether it was done. */
function expectKnown(result: Result<unknown>): boolean {
  if (!result.ok) expect(KNOWN_FAILURES).toContain(result.failure.code);
  return result.ok;
}

async function leaveAfter(afterBytes: number, storage: WeightStorage): Promise<void> {
  const leaving = new AbortController();
  const { fetch } = watchReceived(WEIGHTS_PATH, (total) => {
    if (total >= afterBytes) leaving.abort();
  });
  const tab = stage.openTab({ storage, fetch, patience: IMPATIENT });
  expectKnown(await attempt(() => tab.install({ signal: leaving.signal })));
}
