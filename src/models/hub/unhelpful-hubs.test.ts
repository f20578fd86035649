import { describe, expect, it } from 'vitest';
import { failureOf, tinyWriter, useHubLookup } from '../../../tests/support/hub-lookup';
import { onnxFolder } from '../../../tests/support/onnx-folder';

const NOBODY = 'http://127.0.0.1:9/';
const { serve, resolve } = useHubLookup();

describe('a hub that does not help', () => {
  it('is not asked unless the user allowed it', async () => {
    expect(await failureOf(resolve({ hubs: [] }))).toMatchObject({ code: 'source-not-allowed' });
  });

  it('does not learn who asks, nor from where', async () => {
    await serve(tinyWriter());
    const asked: (RequestInit | undefined)[] = [];
    await resolve({
      fetch: (address, init) => {
        asked.push(init);
        return fetch(address, init);
      },
    });
    expect(asked.length).toBeGreaterThan(1);
    for (const init of asked)
      expect(init).toMatchObject({ referrerPolicy: 'no-referrer', credentials: 'omit' });
  });

  it('is passed over for the next one', async () => {
    const { url } = await serve(tinyWriter());
    expect((await resolve({ hubs: [NOBODY, url] })).baseUrl.startsWith(url)).toBe(true);
  });

  it.each([
    ['does not know the repository', 'desk/none', 'main', 'model-unknown', 'desk/none'],
    ['does not know the revision', 'desk/Tiny-Writer-ONNX', 'v9', 'model-unknown', 'v9'],
    ['gives it only to those who signed in', 'desk/gated', 'main', 'download-failed', 'Accept the terms'],
  ])('is quoted when it %s', async (_what, repo, revision, code, words) => {
    const { url } = await serve(tinyWriter(), tinyWriter(onnxFolder(), { id: 'desk/gated', gated: true }));
    // An address that is out of reach besides tells the user nothing.
    const failure = await failureOf(resolve({ repo, revision, hubs: [NOBODY, url] }));
    expect(failure).toMatchObject({ code, retryable: false });
    expect(failure.message).toContain(words);
  });

  it('can be tried again when it is out of reach or overloaded', async () => {
    expect(await failureOf(resolve({ hubs: [NOBODY] }))).toMatchObject({
      code: 'download-failed',
      retryable: true,
    });
    const { faults } = await serve(tinyWriter());
    faults.add({ kind: 'status', status: 503 });
    expect(await failureOf(resolve())).toMatchObject({ code: 'download-failed', retryable: true });
  });

  it.each([
    ['a web page', new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'web page'],
    ['no JSON', new Response('so sorry'), 'as a model hub does'],
    ['JSON of something else', Response.json({ sha: 'main', siblings: 'none' }), 'as a model hub does'],
    [
      'files outside of the repository',
      Response.json({ sha: 'a'.repeat(40), siblings: [{ rfilename: '../x.gguf', size: 1 }] }),
      'as a model hub does',
    ],
  ])('is refused when it answers with %s', async (_what, response, words) => {
    const failure = await failureOf(
      resolve({ hubs: ['https://hub.example/'], fetch: () => Promise.resolve(response) }),
    );
    expect(failure).toMatchObject({ code: 'download-failed', retryable: false });
    expect(failure.message).toContain(words);
  });

  it('is found out when it sends another file than it announced', async () => {
    const { faults } = await serve(tinyWriter());
    faults.add({ kind: 'other-bytes', at: 3 }, { path: 'tokenizer.json' });
    expect(await failureOf(resolve())).toMatchObject({ code: 'integrity-failed' });
  });

  it('is left when the user cancels', async () => {
    const { faults } = await serve(tinyWriter());
    faults.add({ kind: 'stall', afterBytes: null });
    const cancel = new AbortController();
    const failure = failureOf(resolve({ signal: cancel.signal }));
    setTimeout(() => cancel.abort(), 50);
    expect(await failure).toMatchObject({ code: 'cancelled' });
  });
});
