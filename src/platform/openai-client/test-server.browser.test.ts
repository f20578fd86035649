import { afterAll, describe, expect, it } from 'vitest';
import { commands } from 'vitest/browser';
import type { OwnServer } from '../../contracts/own-server';
import type { Fetch } from '../fetch';
import { testServer } from './test-server';

const TIMEOUT = 120_000;
const NEVER = new AbortController().signal;
const KEY = 'the-key-of-these-tests';
const askBrowser: Fetch = (input, init) => fetch(input, init);

const started = await commands.startOpenAiServer({ origin: location.origin, embeddings: true, apiKey: KEY });
const foreign = await commands.startOpenAiServer({ origin: 'https://elsewhere.example' });
const why = started.unavailable ?? foreign.unavailable ?? '';

function serverAt(baseUrl: string, apiKey: string | null): OwnServer {
  return { id: 'tested', name: 'Tested', kind: 'llama-cpp', baseUrl, apiKey, models: [] };
}

/** The states of the steps, and the last step. */
async function outcomeOf(server: OwnServer) {
  const { steps } = await testServer(server, { fetch: askBrowser, signal: NEVER });
  return { states: steps.map(({ id, state }) => `${id} ${state}`), last: steps.at(-1) };
}

describe.skipIf(why)(`the test of a real server${why && ` (not here: ${why})`}`, { timeout: TIMEOUT }, () => {
  const baseUrlOf = (server: typeof started): string =>
    server.unavailable === null ? server.baseUrl : expect.unreachable(server.unavailable);
  afterAll(() =>
    Promise.all([started, foreign].map((server) => commands.stopOpenAiServer(baseUrlOf(server)))),
  );

  it('passes every step, down to a word and a vector', async () => {
    const server = serverAt(baseUrlOf(started), KEY);
    const model = 'smollm2-135m-instruct';
    const picked = (['text-generation', 'feature-extraction'] as const).map((task) => ({
      name: model,
      task,
      contextLength: null,
    }));
    const { steps, models } = await testServer(
      { ...server, models: picked },
      { fetch: askBrowser, signal: NEVER },
    );
    expect(steps.map(({ state }) => state)).toEqual(new Array(7).fill('passed'));
    expect(steps.at(-1)?.message).toContain('576 numbers');
    expect(models).toEqual([{ name: model, task: 'text-generation', contextLength: 2048 }]);
  });

  it.each([
    [null, 'asks for a key'],
    ['another key', 'does not accept the key'],
  ])('ends at the key when it is %s', async (key, sentence) => {
    const { states, last } = await outcomeOf(serverAt(baseUrlOf(started), key));
    expect(states).toEqual(['address passed', 'connection passed', 'reading passed', 'key failed']);
    expect(last).toMatchObject({ help: 'key', message: expect.stringContaining(sentence) as string });
  });

  it('tells a server that does not let this page read from one that is not there', async () => {
    const baseUrl = baseUrlOf(foreign);
    const refused = await outcomeOf(serverAt(baseUrl, null));
    expect(refused.states).toEqual(['address passed', 'connection passed', 'reading failed']);
    expect(refused.last).toMatchObject({ help: 'cors' });
    expect(refused.last?.message).toContain(location.origin);

    await commands.stopOpenAiServer(baseUrl);
    const gone = await outcomeOf(serverAt(baseUrl, null));
    expect(gone.states).toEqual(['address passed', 'connection failed']);
    expect(gone.last).toMatchObject({ help: 'start' });
  });
});
