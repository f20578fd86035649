import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubFault } from '../support/hub-server/faults';
import { openHubStage, WEIGHTS_PATH, type HubStage } from './support/hub-stage';
import { watchReceived } from './support/received-bytes';
import { collectProgress, HASTY } from './support/stores';

const WEIGHTS_BYTES = 1000;
const CHUNK_BYTES = 64;
const PLACE = { path: WEIGHTS_PATH };
let stage: HubStage;
beforeEach(async () => {
  stage = await openHubStage();
});
afterEach(() => stage.close());

const weightsRequests = () =>
  stage.hub.requests.filter(({ server, path }) => server === 'cdn' && path.endsWith(WEIGHTS_PATH));

/** A tab, and a fault that cuts the connection once the tab has read as many bytes of it. */
function tabBehindCuts(afterBytes: number) {
  const received = watchReceived(WEIGHTS_PATH);
  const cut: HubFault = { kind: 'cut', afterBytes, when: () => received.arrived(afterBytes) };
  return { tab: stage.openTab({ fetch: received.fetch }), cut };
}

describe('a connection that is cut (fault 9)', () => {
  it('at 95 % is made again from the byte where it ended', async () => {
    const { tab, cut } = tabBehindCuts(950);
    stage.hub.faults.add(cut, { ...PLACE, times: 1 });
    await tab.install();
    expect(weightsRequests()).toMatchObject([
      { range: null, bytes: 950 },
      { range: 'bytes=950-999', status: 206, bytes: 50 },
    ]);
    await stage.expectSound();
  });

  it('again and again costs no byte twice, as long as something comes', async () => {
    const { tab, cut } = tabBehindCuts(70);
    stage.hub.faults.add(cut, PLACE);
    await tab.install();
    expect(weightsRequests()).toHaveLength(Math.ceil(WEIGHTS_BYTES / 70));
    expect(stage.hub.sentBytes(WEIGHTS_PATH)).toBe(WEIGHTS_BYTES);
    await stage.expectSound();
  });

  it('for good keeps what has arrived for the next visit, which fetches the rest', async () => {
    const { tab, cut } = tabBehindCuts(950);
    stage.hub.faults.add(cut, { ...PLACE, times: 1 });
    const dead = stage.hub.faults.add({ kind: 'cut', afterBytes: null }, { ...PLACE, from: 2 });
    await expect(tab.install()).rejects.toMatchObject({
      failure: { code: 'download-failed', retryable: true, message: expect.stringContaining('is kept') },
    });
    expect(weightsRequests()).toHaveLength(HASTY.tries);
    await stage.expectSound();
    dead();
    stage.hub.clearRequests();
    await stage.expectRecovery();
    // Of the 950 bytes, 14 chunks were whole.
    expect(weightsRequests()).toMatchObject([
      { range: 'bytes=896-999', bytes: WEIGHTS_BYTES - 14 * CHUNK_BYTES },
    ]);
  });

  it.each(['whole', 'refusal'] as const)(
    'starts over where the server answers ranges with %s',
    async (answer) => {
      const { tab, cut } = tabBehindCuts(950);
      stage.hub.faults.add(cut, { ...PLACE, times: 1 });
      stage.hub.faults.add({ kind: 'no-ranges', answer }, PLACE);
      await tab.install();
      expect(stage.hub.sentBytes(WEIGHTS_PATH)).toBe(950 + WEIGHTS_BYTES);
      await stage.expectSound();
    },
  );

  it.each(['whole', 'refusal'] as const)(
    'always at the same byte is given up where the server answers ranges with %s',
    async (answer) => {
      const { tab, cut } = tabBehindCuts(500);
      stage.hub.faults.add(cut, PLACE);
      stage.hub.faults.add({ kind: 'no-ranges', answer }, PLACE);
      await expect(tab.install()).rejects.toMatchObject({
        failure: { code: 'download-failed', retryable: true },
      });
      stage.hub.faults.clear();
      await stage.expectRecovery();
    },
  );

  it('is noticed when the answer just ends early, and given up when it always does', async () => {
    stage.hub.faults.add({ kind: 'length', add: -10, unstated: true }, PLACE);
    await expect(stage.openTab().install()).rejects.toMatchObject({
      failure: { code: expect.stringMatching(/failed$/) },
    });
    stage.hub.faults.clear();
    await stage.expectRecovery();
  });

  it('goes on with the range that was asked for, and takes no other', async () => {
    const { tab, cut } = tabBehindCuts(512);
    stage.hub.faults.add(cut, { ...PLACE, times: 1 });
    stage.hub.faults.add({ kind: 'other-range', shift: 64 }, PLACE);
    await expect(tab.install()).rejects.toMatchObject({ failure: { code: 'integrity-failed' } });
    expect((await tab.store.status('sample')).state).toBe('partial');
    stage.hub.faults.clear();
    await stage.expectRecovery();
  });
});

describe('a connection that falls silent', () => {
  const IMPATIENT = { ...HASTY, stallMs: 200 };

  it('is given up and made again from the byte where it ended', async () => {
    stage.hub.faults.add({ kind: 'stall', afterBytes: 300 }, { ...PLACE, times: 1 });
    await stage.openTab({ patience: IMPATIENT }).install();
    expect(weightsRequests().at(-1)).toMatchObject({ range: 'bytes=300-999', bytes: 700 });
    expect(stage.hub.sentBytes(WEIGHTS_PATH)).toBe(WEIGHTS_BYTES);
    await stage.expectSound();
  });

  it('before the headers is given up after as many tries as any other', async () => {
    stage.hub.faults.add({ kind: 'stall', afterBytes: null }, PLACE);
    await expect(stage.openTab({ patience: IMPATIENT }).install()).rejects.toMatchObject({
      failure: { code: 'download-failed', retryable: true },
    });
    expect(weightsRequests()).toHaveLength(IMPATIENT.tries);
    stage.hub.faults.clear();
    await stage.expectRecovery();
  });

  it('can be cancelled meanwhile', async () => {
    const cancelling = new AbortController();
    const received = watchReceived(WEIGHTS_PATH, () => cancelling.abort());
    stage.hub.faults.add({ kind: 'stall', afterBytes: 300 }, PLACE);
    const patience = { ...HASTY, stallMs: 60_000 };
    const tab = stage.openTab({ fetch: received.fetch, patience });
    await expect(tab.install({ signal: cancelling.signal })).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
    stage.hub.faults.clear();
    await stage.expectRecovery();
  });
});

describe('a server that is busy', () => {
  it('is asked again when it said so, and not before', async () => {
    stage.hub.faults.add({ kind: 'status', status: 429, retryAfterSeconds: 1 }, { ...PLACE, times: 1 });
    const { seen, onProgress } = collectProgress();
    const began = performance.now();
    await stage.openTab().install({ onProgress });
    // Timers may be a millisecond early.
    expect(performance.now() - began).toBeGreaterThan(990);
    expect(seen.map(({ phase }) => phase)).toContain('waiting');
    expect(weightsRequests().map(({ status }) => status)).toEqual([429, 200]);
    await stage.expectSound();
  });

  it.each([429, 500, 502, 503])('and answers %d once is asked again', async (status) => {
    stage.hub.faults.add({ kind: 'status', status }, { ...PLACE, times: 1 });
    await stage.openTab().install();
    expect(stage.hub.sentBytes(WEIGHTS_PATH)).toBe(WEIGHTS_BYTES);
    await stage.expectSound();
  });

  it('does not hold a user up who cancels', async () => {
    const cancelling = new AbortController();
    stage.hub.faults.add({ kind: 'status', status: 503, retryAfterSeconds: 3600 }, PLACE);
    const onProgress = ({ phase }: { readonly phase: string }): void => {
      if (phase === 'waiting') cancelling.abort();
    };
    await expect(stage.openTab().install({ signal: cancelling.signal, onProgress })).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
    stage.hub.faults.clear();
    await stage.expectRecovery();
  });
});
