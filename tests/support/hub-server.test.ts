import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHubServer, type HubServer } from './hub-server';

const CONFIG = new TextEncoder().encode('{"model_type":"bert"}\n');
const WEIGHTS = Uint8Array.from({ length: 1000 }, (_, index) => (index * 7) % 251);
const WEIGHTS_SHA256 = createHash('sha256').update(WEIGHTS).digest('hex');

let hub: HubServer;
beforeEach(async () => {
  hub = await startHubServer({
    repositories: [
      {
        id: 'desk/tiny',
        files: { 'config.json': CONFIG, 'onnx/weights.bin': WEIGHTS },
        lfsFromBytes: 500,
        pipelineTag: 'feature-extraction',
        license: 'apache-2.0',
        languages: ['en'],
      },
      { id: 'desk/gated', files: { 'config.json': CONFIG }, gated: true },
    ],
    folders: { models: { tiny: { 'onnx/weights.bin': WEIGHTS } } },
  });
});
afterEach(() => hub.close());

const WEIGHTS_PATH = 'desk/tiny/resolve/main/onnx/weights.bin';
const get = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  fetch(hub.url + path, { ...init, headers });
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe('the description of a repository', () => {
  it('names size and hash of each file', async () => {
    const info = (await (await get('api/models/desk/tiny?blobs=true')).json()) as Record<string, unknown>;
    expect(info).toMatchObject({
      id: 'desk/tiny',
      sha: hub.commitOf('desk/tiny'),
      gated: false,
      pipeline_tag: 'feature-extraction',
      cardData: { license: 'apache-2.0', language: ['en'] },
      siblings: [
        // As `git hash-object` has it.
        { rfilename: 'config.json', size: 22, blobId: 'cc8a6b41c02264f7110eed9d6cac93bc973dcf7b' },
        { rfilename: 'onnx/weights.bin', size: 1000, lfs: { sha256: WEIGHTS_SHA256, size: 1000 } },
      ],
    });
  });

  it('can be had at a commit, and without sizes', async () => {
    const response = await get(`api/models/desk/tiny/revision/${hub.commitOf('desk/tiny')}`);
    expect(await response.json()).toMatchObject({
      siblings: [{ rfilename: 'config.json' }, { rfilename: 'onnx/weights.bin' }],
    });
  });

  it.each([
    ['an unknown repository', 'api/models/desk/none', 401, null],
    ['an unknown revision', 'api/models/desk/tiny/revision/v9', 404, 'RevisionNotFound'],
    ['an unknown file', 'desk/tiny/resolve/main/none.bin', 404, 'EntryNotFound'],
    ['a file behind a licence', 'desk/gated/resolve/main/config.json', 401, 'GatedRepo'],
  ])('%s is refused as the hub does', async (_name, path, status, code) => {
    const response = await get(path);
    expect([response.status, response.headers.get('x-error-code')]).toEqual([status, code]);
  });

  it('tells of a licence that must be accepted first', async () => {
    expect(await (await get('api/models/desk/gated')).json()).toMatchObject({ gated: 'manual' });
  });
});

describe('files', () => {
  it('in LFS are on the CDN, which the hub names with their hash', async () => {
    const hop = await get(WEIGHTS_PATH, {}, { redirect: 'manual' });
    expect(hop.status).toBe(302);
    expect(hop.headers.get('location')).toMatch(hub.cdnUrl);
    expect(hop.headers.get('x-linked-etag')).toBe(`"${WEIGHTS_SHA256}"`);
    expect(hop.headers.get('x-linked-size')).toBe('1000');

    const whole = await get(WEIGHTS_PATH);
    expect(whole.url).toMatch(hub.cdnUrl);
    expect(whole.headers.get('etag')).not.toContain(WEIGHTS_SHA256);
    expect(await bytesOf(whole)).toEqual(WEIGHTS);
  });

  it('in git are on the hub', async () => {
    const response = await get('desk/tiny/resolve/main/config.json');
    expect(response.url).toMatch(hub.url);
    expect(response.headers.get('etag')).toMatch(/^"[0-9a-f]{40}"$/);
    expect(await bytesOf(response)).toEqual(CONFIG);
  });

  it('of a folder are where they say', async () => {
    expect(await bytesOf(await get('models/tiny/onnx/weights.bin'))).toEqual(WEIGHTS);
    expect((await get('models/tiny/other.bin')).status).toBe(404);
  });

  it.each([
    ['bytes=0-63', 0, 64],
    ['bytes=960-2000', 960, 1000],
    ['bytes=960-', 960, 1000],
    ['bytes=-10', 990, 1000],
  ])('can be had in parts: %s', async (range, start, end) => {
    const part = await get(WEIGHTS_PATH, { range });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/1000`);
    expect(await bytesOf(part)).toEqual(WEIGHTS.slice(start, end));
  });

  it('have no part behind their end', async () => {
    const response = await get(WEIGHTS_PATH, { range: 'bytes=1000-1063' });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
  });

  it.each(['bytes=64-63', 'bytes=-', 'lines=1-2'])(
    'come whole when the range makes no sense: %s',
    async (range) => {
      expect((await get(WEIGHTS_PATH, { range })).status).toBe(200);
    },
  );

  it('come whole when the part asked for is of another version', async () => {
    const tag = (await get(WEIGHTS_PATH)).headers.get('etag') ?? '';
    expect((await get(WEIGHTS_PATH, { range: 'bytes=0-9', 'if-range': tag })).status).toBe(206);
    expect((await get(WEIGHTS_PATH, { range: 'bytes=0-9', 'if-range': '"old"' })).status).toBe(200);
  });

  it('are open to pages of other origins, preflight included', async () => {
    const origin = 'http://localhost:5173';
    const asked = { origin, 'access-control-request-headers': 'if-range' };
    const preflight = await get(WEIGHTS_PATH, asked, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('if-range');
    const response = await get(WEIGHTS_PATH, { origin }, { method: 'HEAD' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('content-length')).toBe('1000');
    expect(await bytesOf(response)).toHaveLength(0);
  });
});

describe('the log', () => {
  it('has every request with what was sent', async () => {
    await bytesOf(await get(WEIGHTS_PATH, { range: 'bytes=0-99' }));
    await bytesOf(await get('desk/tiny/resolve/main/config.json'));
    expect(hub.requests).toMatchObject([
      { server: 'hub', path: 'desk/tiny/onnx/weights.bin', status: 302 },
      { server: 'cdn', path: 'desk/tiny/onnx/weights.bin', status: 206, range: 'bytes=0-99', bytes: 100 },
      { server: 'hub', path: 'desk/tiny/config.json', status: 307 },
      { server: 'hub', path: 'desk/tiny/config.json', status: 200, bytes: 22 },
    ]);
    expect(hub.sentBytes('onnx/weights.bin')).toBe(100);
    expect(hub.sentBytes()).toBe(122);
  });

  it('counts what a client that left was sent, and no more', async () => {
    hub.throttle(20_000);
    const response = await get(WEIGHTS_PATH);
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await hub.close();
    expect(hub.sentBytes()).toBeLessThan(1000);
  });
});

describe('a throttled connection', () => {
  it('takes as long as it should', async () => {
    hub.throttle(10_000);
    const began = performance.now();
    expect(await bytesOf(await get(WEIGHTS_PATH))).toEqual(WEIGHTS);
    expect(performance.now() - began).toBeGreaterThan(90);
  });
});

describe('faults', () => {
  it('break the connection after so many bytes', async () => {
    hub.faults.add({ kind: 'cut', afterBytes: 300 });
    await expect(get(WEIGHTS_PATH).then(bytesOf)).rejects.toThrow();
    expect(hub.sentBytes()).toBe(300);
    hub.faults.add({ kind: 'cut', afterBytes: null });
    hub.faults.clear();
    hub.faults.add({ kind: 'cut', afterBytes: null });
    await expect(get(WEIGHTS_PATH)).rejects.toThrow();
  });

  it('go silent', async () => {
    hub.faults.add({ kind: 'stall', afterBytes: 300 });
    const response = await get(WEIGHTS_PATH, {}, { signal: AbortSignal.timeout(100) });
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value).toHaveLength(300);
    await expect(reader?.read()).rejects.toThrow();
    hub.faults.clear();
    hub.faults.add({ kind: 'stall', afterBytes: null });
    await expect(get(WEIGHTS_PATH, {}, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
  });

  it('befall the n-th request of a path only', async () => {
    hub.faults.add({ kind: 'status', status: 503 }, { path: 'onnx/weights.bin', from: 2, times: 1 });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await get(WEIGHTS_PATH)).status);
    expect(statuses).toEqual([200, 503, 200]);
    expect((await get('desk/tiny/resolve/main/config.json')).status).toBe(200);
  });

  it('can be taken back', async () => {
    const takeBack = hub.faults.add(
      { kind: 'status', status: 429, retryAfterSeconds: 2 },
      { step: 'redirect' },
    );
    const refused = await get(WEIGHTS_PATH);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
    takeBack();
    expect((await get(WEIGHTS_PATH)).status).toBe(200);
  });

  it('change length and bytes', async () => {
    const length = hub.faults.add({ kind: 'length', add: -10 });
    expect((await get(WEIGHTS_PATH)).headers.get('content-length')).toBe('990');
    length();
    const unstated = hub.faults.add({ kind: 'length', add: 10, unstated: true });
    const longer = await get(WEIGHTS_PATH);
    expect(longer.headers.get('content-length')).toBeNull();
    expect(await bytesOf(longer)).toHaveLength(1010);
    unstated();
    hub.faults.add({ kind: 'other-bytes', at: 5 });
    const spoilt = await bytesOf(await get(WEIGHTS_PATH));
    expect([...spoilt].flatMap((byte, at) => (byte === WEIGHTS[at] ? [] : [at]))).toEqual([5]);
  });

  it('serve a page instead', async () => {
    hub.faults.add({ kind: 'page' });
    expect((await get(WEIGHTS_PATH)).headers.get('content-type')).toContain('text/html');
    expect(await (await get('api/models/desk/tiny')).text()).toContain('Sign in');
    hub.faults.clear();
    hub.faults.add({ kind: 'page', disguised: true });
    const disguised = await get(WEIGHTS_PATH);
    expect(disguised.headers.get('content-type')).toBe('application/octet-stream');
    expect(await bytesOf(disguised)).toHaveLength(1000);
  });

  it.each([
    ['ignores ranges', { kind: 'no-ranges', answer: 'whole' }, [200, null, 1000]],
    ['refuses ranges', { kind: 'no-ranges', answer: 'refusal' }, [416, 'bytes */1000', 0]],
    ['serves another range', { kind: 'other-range', shift: 64 }, [206, 'bytes 74-83/1000', 10]],
  ] as const)('%s', async (_name, fault, expected) => {
    hub.faults.add(fault);
    const response = await get(WEIGHTS_PATH, { range: 'bytes=10-19' });
    const { length } = await bytesOf(response);
    expect([response.status, response.headers.get('content-range'), length]).toEqual(expected);
  });

  it('name other entity tags', async () => {
    hub.faults.add({ kind: 'entity-tag', tag: '"other"' }, { from: 2, times: 1 });
    hub.faults.add({ kind: 'entity-tag', tag: null }, { from: 3 });
    const tags = [];
    for (let count = 0; count < 3; count += 1) tags.push((await get(WEIGHTS_PATH)).headers.get('etag'));
    expect(tags).toEqual([expect.stringMatching(/^"[0-9a-f]{64}"$/), '"other"', null]);
    hub.faults.add({ kind: 'linked-entity-tag', tag: '"wrong"' });
    const hop = await get(WEIGHTS_PATH, {}, { redirect: 'manual' });
    expect(hop.headers.get('x-linked-etag')).toBe('"wrong"');
  });

  it('redirect in circles or elsewhere', async () => {
    const loop = hub.faults.add({ kind: 'redirect', to: 'itself' });
    await expect(get(WEIGHTS_PATH)).rejects.toThrow();
    loop();
    hub.faults.add(
      { kind: 'redirect', to: `${hub.url}models/tiny/onnx/weights.bin` },
      { path: 'config.json' },
    );
    expect(await bytesOf(await get('desk/tiny/resolve/main/config.json'))).toEqual(WEIGHTS);
  });
});

describe('a mirror without a CDN', () => {
  it('sends the file itself, with its hash', async () => {
    const mirror = await startHubServer({
      repositories: [{ id: 'desk/tiny', files: { 'weights.bin': WEIGHTS }, lfsFromBytes: 500 }],
      withoutCdn: true,
    });
    const response = await fetch(`${mirror.url}desk/tiny/resolve/main/weights.bin`);
    expect(response.headers.get('x-linked-etag')).toBe(`"${WEIGHTS_SHA256}"`);
    expect(await bytesOf(response)).toEqual(WEIGHTS);
    await mirror.close();
  });
});
