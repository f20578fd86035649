import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubFault } from '../support/hub-server/faults';
import { CONFIG, openHubStage, REPO, WEIGHTS, WEIGHTS_PATH, type HubStage } from './support/hub-stage';
import { watchReceived } from './support/received-bytes';
import { HASTY } from './support/stores';

const MODEL_BYTES = CONFIG.byteLength + WEIGHTS.byteLength;
let stage: HubStage;
beforeEach(async () => {
  stage = await openHubStage();
});
afterEach(() => stage.close());

describe('a mirror', () => {
  it.each<[string, HubFault]>([
    ['is unreachable', { kind: 'cut', afterBytes: null }],
    ['is broken', { kind: 'status', status: 502 }],
    ['does not have the file', { kind: 'status', status: 404 }],
    ['asks to come back in an hour', { kind: 'status', status: 429, retryAfterSeconds: 3600 }],
    ['shows a login page', { kind: 'page' }],
    ['has another file of the same size', { kind: 'other-bytes' }],
    ['has a longer file', { kind: 'length', add: 1 }],
    ['redirects in a circle', { kind: 'redirect', to: 'itself' }],
  ])('takes over when the hub %s', async (_name, fault) => {
    const mirror = await stage.startMirror();
    stage.hub.faults.add(fault);
    await stage.openTab({ sources: { hubs: [stage.hub.url, mirror.url] } }).install();
    expect(mirror.sentBytes()).toBe(MODEL_BYTES);
    await stage.expectSound();
  });

  it('is not asked while the hub answers', async () => {
    const mirror = await stage.startMirror();
    await stage.openTab({ sources: { hubs: [stage.hub.url, mirror.url] } }).install();
    expect(mirror.requests).toEqual([]);
  });

  it('goes on where the hub stopped', async () => {
    const mirror = await stage.startMirror();
    const received = watchReceived(WEIGHTS_PATH);
    stage.hub.faults.add(
      { kind: 'cut', afterBytes: 600, when: () => received.arrived(600) },
      { path: WEIGHTS_PATH },
    );
    const hubs = [stage.hub.url, mirror.url];
    await stage.openTab({ fetch: received.fetch, sources: { hubs } }).install();
    expect(stage.hub.sentBytes(WEIGHTS_PATH)).toBe(600);
    expect(mirror.sentBytes(WEIGHTS_PATH)).toBe(400);
    await stage.expectSound();
  });

  describe('with other bytes', () => {
    const startLiar = async () => {
      const liar = await stage.startMirror();
      liar.faults.add({ kind: 'other-bytes' }, { path: WEIGHTS_PATH });
      return liar;
    };

    it('is refused', async () => {
      const liar = await startLiar();
      await expect(stage.openTab({ sources: { hubs: [liar.url] } }).install()).rejects.toMatchObject({
        failure: { code: 'integrity-failed' },
      });
      await stage.expectRecovery();
    });

    it('is refused also for the rest of a file that the hub began', async () => {
      const liar = await startLiar();
      const received = watchReceived(WEIGHTS_PATH);
      const place = { path: WEIGHTS_PATH };
      const { faults } = stage.hub;
      faults.add({ kind: 'cut', afterBytes: 600, when: () => received.arrived(600) }, { ...place, times: 1 });
      faults.add({ kind: 'status', status: 500 }, { ...place, from: 2 });
      const tab = stage.openTab({ fetch: received.fetch, sources: { hubs: [stage.hub.url, liar.url] } });
      await expect(tab.install()).rejects.toMatchObject({ failure: { code: 'integrity-failed' } });
      expect(await stage.storage.chunks('sample', WEIGHTS_PATH)).toEqual([]);
      faults.clear();
      await stage.expectRecovery();
    });
  });

  it('that names another hash is refused before any of it is taken', async () => {
    const mirror = await stage.startMirror({
      repositories: [
        { id: REPO, files: { 'config.json': CONFIG, [WEIGHTS_PATH]: WEIGHTS }, lfsFromBytes: 500 },
      ],
      withoutCdn: true,
    });
    mirror.faults.add({ kind: 'linked-entity-tag', tag: `"${'0'.repeat(64)}"` }, { path: WEIGHTS_PATH });
    const tab = stage.openTab({ sources: { hubs: [mirror.url] } });
    await expect(tab.install()).rejects.toMatchObject({ failure: { code: 'integrity-failed' } });
    expect(await stage.storage.chunks('sample', WEIGHTS_PATH)).toEqual([]);
    mirror.faults.clear();
    await tab.install();
    await stage.expectSound();
  });

  it('does not keep a download alive that no server serves', async () => {
    const mirror = await stage.startMirror();
    for (const { faults } of [stage.hub, mirror])
      faults.add({ kind: 'status', status: 503 }, { path: WEIGHTS_PATH });
    await expect(
      stage.openTab({ sources: { hubs: [stage.hub.url, mirror.url] } }).install(),
    ).rejects.toMatchObject({ failure: { code: 'download-failed', retryable: true } });
    const asked = [...stage.hub.requests, ...mirror.requests].filter(({ path }) =>
      path.endsWith(WEIGHTS_PATH),
    );
    expect(asked.filter(({ status }) => status === 503)).toHaveLength(2 * HASTY.tries);
    stage.hub.faults.clear();
    await stage.expectRecovery();
  });
});

describe('a folder of the user’s', () => {
  it('is asked before any hub', async () => {
    const files = { 'config.json': CONFIG, [WEIGHTS_PATH]: WEIGHTS };
    const server = await stage.startMirror({ folders: { models: { sample: files } } });
    await stage.openTab({ sources: { folder: `${server.url}models/` } }).install();
    expect(server.sentBytes()).toBe(MODEL_BYTES);
    expect(stage.hub.requests).toEqual([]);
    await stage.expectSound();
  });

  it('that lacks the model, or a file of it, leaves the rest to the hub', async () => {
    const server = await stage.startMirror({ folders: { models: { sample: { 'config.json': CONFIG } } } });
    await stage.openTab({ sources: { folder: `${server.url}models/` } }).install();
    expect(server.sentBytes()).toBe(CONFIG.byteLength);
    expect(stage.hub.sentBytes()).toBe(WEIGHTS.byteLength);
    await stage.expectSound();
  });
});

describe('without leave to reach a hub', () => {
  it('nothing is asked for, and the user learns what to allow', async () => {
    await expect(stage.openTab({ sources: { hubs: [] } }).install()).rejects.toMatchObject({
      failure: { code: 'source-not-allowed', message: expect.stringContaining('Allow it under Models') },
    });
    expect(stage.hub.requests).toEqual([]);
    await stage.expectRecovery();
  });
});
