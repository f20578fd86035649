import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultPlace, HubFault } from '../support/hub-server/faults';
import { openHubStage, WEIGHTS_PATH, type HubStage } from './support/hub-stage';
import { HASTY } from './support/stores';

const CONFIG_BYTES = 30;
const WEIGHTS_BYTES = 1000;
let stage: HubStage;
beforeEach(async () => {
  stage = await openHubStage();
});
afterEach(() => stage.close());

const weightsRequests = () =>
  stage.hub.requests.filter(({ server, path }) => server === 'cdn' && path.endsWith(WEIGHTS_PATH));

describe('a hub that answers', () => {
  it('gives each byte once', async () => {
    const tab = stage.openTab();
    await tab.install();
    expect((await tab.store.status('sample')).state).toBe('installed');
    expect(stage.hub.sentBytes()).toBe(CONFIG_BYTES + WEIGHTS_BYTES);
    await stage.expectSound();
    await tab.install();
    expect(stage.hub.sentBytes()).toBe(CONFIG_BYTES + WEIGHTS_BYTES);
  });

  it('is asked for damaged chunks alone', async () => {
    const tab = stage.openTab();
    await tab.install();
    stage.hub.clearRequests();
    await stage.storage.deleteChunks('sample', WEIGHTS_PATH, 3);
    expect(await tab.repair()).toBe(1);
    expect(weightsRequests()).toMatchObject([{ range: 'bytes=192-255', status: 206, bytes: 64 }]);
    await stage.expectSound();
  });
});

interface Refusal {
  readonly name: string;
  readonly fault: HubFault;
  readonly place?: FaultPlace;
  readonly code: 'download-failed' | 'integrity-failed';
  /** What the user reads. */
  readonly message: RegExp;
  /** Requests for the weights; the server is not asked again where that cannot help. */
  readonly requests: number;
}

const REFUSALS: readonly Refusal[] = [
  {
    name: 'other bytes of the same size (fault 5)',
    fault: { kind: 'other-bytes' },
    code: 'integrity-failed',
    message: /not the one that this version of Deskside expects/,
    requests: 1,
  },
  {
    name: 'one other byte (fault 5)',
    fault: { kind: 'other-bytes', at: 999 },
    code: 'integrity-failed',
    message: /not the one that this version of Deskside expects/,
    requests: 1,
  },
  {
    name: 'a shorter file',
    fault: { kind: 'length', add: -10 },
    code: 'integrity-failed',
    message: /not the one that this version of Deskside expects/,
    requests: 1,
  },
  {
    name: 'a longer file',
    fault: { kind: 'length', add: 64 },
    code: 'integrity-failed',
    message: /not the one that this version of Deskside expects/,
    requests: 1,
  },
  {
    name: 'a login page (fault 6)',
    fault: { kind: 'page' },
    code: 'download-failed',
    message: /sent a web page instead of the model file/,
    requests: 1,
  },
  {
    name: 'a login page that passes for the file (fault 6)',
    fault: { kind: 'page', disguised: true },
    code: 'integrity-failed',
    message: /not the one that this version of Deskside expects/,
    requests: 1,
  },
  {
    name: 'a file that is gone',
    fault: { kind: 'status', status: 404 },
    code: 'download-failed',
    message: /does not give out the model file “onnx\/weights.bin” \(it answered 404\)/,
    requests: 1,
  },
  {
    name: 'an expired address',
    fault: { kind: 'status', status: 403 },
    code: 'download-failed',
    message: /it answered 403/,
    requests: 1,
  },
  {
    name: 'a broken server',
    fault: { kind: 'status', status: 500 },
    code: 'download-failed',
    message: /it answered 500/,
    requests: HASTY.tries,
  },
  {
    name: 'a server that closes the connection at once',
    fault: { kind: 'cut', afterBytes: null },
    code: 'download-failed',
    message: /The connection broke.*What has arrived is kept/,
    requests: HASTY.tries,
  },
  {
    name: 'a server that sends headers only',
    fault: { kind: 'cut', afterBytes: 0 },
    code: 'download-failed',
    message: /The connection broke.*What has arrived is kept/,
    requests: HASTY.tries,
  },
  {
    name: 'a circle of redirects',
    fault: { kind: 'redirect', to: 'itself' },
    place: { path: WEIGHTS_PATH, step: 'redirect' },
    code: 'download-failed',
    message: /The connection broke/,
    requests: 0,
  },
];

describe.each(REFUSALS)('$name', ({ fault, place = { path: WEIGHTS_PATH }, code, message, requests }) => {
  it('is refused, and nothing of it stays', async () => {
    stage.hub.faults.add(fault, place);
    await expect(stage.openTab().install()).rejects.toMatchObject({
      failure: { code, message: expect.stringMatching(message) },
    });
    expect(weightsRequests()).toHaveLength(requests);
    expect(await stage.storage.chunks('sample', WEIGHTS_PATH)).toEqual([]);
    stage.hub.faults.clear();
    await stage.expectRecovery();
  });

  it('does not mend a damaged model', async () => {
    await stage.openTab().install();
    await stage.storage.deleteChunks('sample', WEIGHTS_PATH, 15);
    stage.hub.faults.add(fault, place);
    await expect(stage.openTab().repair()).rejects.toMatchObject({
      failure: { code, message: expect.stringMatching(message) },
    });
    expect((await stage.openTab().store.status('sample')).state).toBe('damaged');
    await stage.expectSound();
    stage.hub.faults.clear();
    expect(await stage.openTab().repair()).toBe(1);
    await stage.expectSound();
  });
});

describe('what a hub does differently, but not wrong', () => {
  it.each<[string, HubFault]>([
    ['no entity tags', { kind: 'entity-tag', tag: null }],
    ['another hash in the redirect, which a page cannot see', { kind: 'linked-entity-tag', tag: '"other"' }],
    ['no length', { kind: 'length', add: 0, unstated: true }],
    ['no ranges', { kind: 'no-ranges', answer: 'whole' }],
  ])('is borne: %s', async (_name, fault) => {
    stage.hub.faults.add(fault, { path: WEIGHTS_PATH });
    await stage.openTab().install();
    expect(stage.hub.sentBytes(WEIGHTS_PATH)).toBe(WEIGHTS_BYTES);
    await stage.expectSound();
  });

  it('is borne: a redirect to yet another server', async () => {
    const elsewhere = await stage.startMirror();
    stage.hub.faults.add(
      { kind: 'redirect', to: `${elsewhere.url}desk/sample/resolve/main/${WEIGHTS_PATH}` },
      { path: WEIGHTS_PATH, step: 'redirect' },
    );
    await stage.openTab().install();
    expect(elsewhere.sentBytes(WEIGHTS_PATH)).toBe(WEIGHTS_BYTES);
    await stage.expectSound();
  });
});
