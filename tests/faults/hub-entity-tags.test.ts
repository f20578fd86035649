import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHubStage, WEIGHTS_PATH, type HubStage } from './support/hub-stage';
import { watchReceived } from './support/received-bytes';

const WEIGHTS_BYTES = 1000;
const KEPT_BYTES = 9 * 64;
const PLACE = { path: WEIGHTS_PATH };
let stage: HubStage;
beforeEach(async () => {
  stage = await openHubStage();
});
afterEach(() => stage.close());

/** Ends a visit after 600 bytes of the weights, of which nine chunks are kept. */
async function visitThatBreaks(): Promise<void> {
  const received = watchReceived(WEIGHTS_PATH);
  const { faults } = stage.hub;
  const cut = faults.add(
    { kind: 'cut', afterBytes: 600, when: () => received.arrived(600) },
    { ...PLACE, times: 1 },
  );
  const dead = faults.add({ kind: 'cut', afterBytes: null }, { ...PLACE, from: 2 });
  await expect(stage.openTab({ fetch: received.fetch }).install()).rejects.toMatchObject({
    failure: { code: 'download-failed' },
  });
  cut();
  dead();
  stage.hub.clearRequests();
  const chunks = await stage.storage.chunks('sample', WEIGHTS_PATH);
  expect(chunks.reduce((sum, { data }) => sum + data.size, 0)).toBe(KEPT_BYTES);
}

describe('a file that changed between two visits', () => {
  it('is begun anew, whatever of it was kept', async () => {
    stage.hub.faults.add({ kind: 'other-bytes' }, PLACE);
    await visitThatBreaks();
    stage.hub.faults.clear();
    stage.hub.faults.add({ kind: 'entity-tag', tag: '"second"' }, PLACE);
    let readBytes = 0;
    const { fetch } = watchReceived(WEIGHTS_PATH, (total) => (readBytes = total));
    await stage.openTab({ fetch }).install();
    // The tag tells with the first answer what the hash would with the last byte.
    expect(readBytes).toBe(WEIGHTS_BYTES);
    await stage.expectSound();
  });

  it('is begun anew also when its tag says nothing', async () => {
    stage.hub.faults.add({ kind: 'entity-tag', tag: null }, PLACE);
    const wrong = stage.hub.faults.add({ kind: 'other-bytes' }, PLACE);
    await visitThatBreaks();
    wrong();
    await stage.openTab().install();
    await stage.expectSound();
  });

  it('to another one than the app expects is refused, and nothing of either stays', async () => {
    await visitThatBreaks();
    stage.hub.faults.add({ kind: 'entity-tag', tag: '"second"' }, PLACE);
    stage.hub.faults.add({ kind: 'other-bytes' }, PLACE);
    await expect(stage.openTab().install()).rejects.toMatchObject({
      failure: { code: 'integrity-failed' },
    });
    expect(await stage.storage.chunks('sample', WEIGHTS_PATH)).toEqual([]);
    stage.hub.faults.clear();
    await stage.expectRecovery();
  });
});

describe('a file that changes while it is fetched', () => {
  it('is begun anew', async () => {
    const received = watchReceived(WEIGHTS_PATH);
    const cut = { kind: 'cut', afterBytes: 600, when: () => received.arrived(600) } as const;
    stage.hub.faults.add(cut, { ...PLACE, times: 1 });
    stage.hub.faults.add({ kind: 'other-bytes' }, { ...PLACE, times: 1 });
    stage.hub.faults.add({ kind: 'entity-tag', tag: '"second"' }, { ...PLACE, from: 2 });
    await stage.openTab({ fetch: received.fetch }).install();
    await stage.expectSound();
  });

  it('with every answer, as far as its tags go, is still had whole', async () => {
    const received = watchReceived(WEIGHTS_PATH);
    const cut = { kind: 'cut', afterBytes: 300, when: () => received.arrived(300) } as const;
    stage.hub.faults.add(cut, PLACE);
    for (let request = 1; request < 20; request += 1)
      stage.hub.faults.add(
        { kind: 'entity-tag', tag: `"${request}"` },
        { ...PLACE, from: request, times: 1 },
      );
    await stage.openTab({ fetch: received.fetch }).install();
    await stage.expectSound();
  });
});

describe('a file that stayed as it was', () => {
  it.each(['"same"', 'W/"same"', null])('is gone on with under the tag %s', async (tag) => {
    stage.hub.faults.add({ kind: 'entity-tag', tag }, PLACE);
    await visitThatBreaks();
    await stage.openTab().install();
    expect(stage.hub.sentBytes(WEIGHTS_PATH)).toBe(WEIGHTS_BYTES - KEPT_BYTES);
    await stage.expectSound();
  });
});
