import { afterAll, describe, expect, it } from 'vitest';
import { commands } from 'vitest/browser';
import type { ModelEntry } from '../../contracts/model';
import type { OwnServer } from '../../contracts/own-server';
import type { Fetch } from '../../platform/fetch';
import { serverTarget } from '../../../tests/support/server-target';
import { describeEngineContract, type ContractTarget } from '../engine-contract';
import { createOwnServerEngine } from './own-server-engine';

/** Short, because reading as much takes seconds here. */
const CONTEXT = 512;
const TIMEOUT = 120_000;
const NEVER = new AbortController().signal;
const askBrowser: Fetch = (input, init) => fetch(input, init);

const KEY = 'the-key-of-these-tests';

const started = await commands.startOpenAiServer({
  origin: location.origin,
  embeddings: true,
  contextLength: CONTEXT,
  apiKey: KEY,
});
const why = started.unavailable ?? '';
const shared = started.unavailable === null ? started : { baseUrl: 'http://localhost/v1/', model: 'none' };

function serverAt(baseUrl: string): OwnServer {
  return { id: 'real', name: 'llama.cpp', kind: 'llama-cpp', baseUrl, apiKey: KEY, models: [] };
}

function target(task: ModelEntry['task'], model = shared.model): ContractTarget {
  return serverTarget(model, { serverId: 'real', task, contextLength: CONTEXT });
}

function createEngine(baseUrl = shared.baseUrl) {
  return createOwnServerEngine({ findServer: () => serverAt(baseUrl), fetch: askBrowser });
}

describe.skipIf(why)(`a real OpenAI-compatible server${why && ` (not here: ${why})`}`, () => {
  afterAll(() => commands.stopOpenAiServer(shared.baseUrl));

  describeEngineContract({
    name: 'own server',
    createEngine,
    generator: target('text-generation'),
    embedder: target('feature-extraction'),
    timeout: TIMEOUT,
    propertyRuns: 3,
  });

  it('keeps what was streamed when it dies in the middle, and says so', { timeout: TIMEOUT }, async () => {
    const doomed = await commands.startOpenAiServer({ origin: location.origin, contextLength: CONTEXT });
    if (doomed.unavailable !== null) return expect.unreachable(doomed.unavailable);
    try {
      const options = { ...target('text-generation', doomed.model), signal: NEVER };
      const loaded = await createEngine(doomed.baseUrl).load(options);
      const turns = [{ role: 'user' as const, content: 'Tell a long story of a lost parcel.' }];
      const pieces: string[] = [];
      const answer = loaded.generate(
        { turns, maxTokens: 400 },
        (piece) => {
          pieces.push(piece);
          if (pieces.length === 3) void commands.stopOpenAiServer(doomed.baseUrl);
        },
        NEVER,
      );
      await expect(answer).rejects.toMatchObject({
        failure: { code: 'server-unreachable', retryable: true },
      });
      expect(pieces.length).toBeGreaterThanOrEqual(3);
      await expect(loaded.generate({ turns, maxTokens: 4 }, () => undefined, NEVER)).rejects.toMatchObject({
        failure: { code: 'server-unreachable' },
      });
    } finally {
      await commands.stopOpenAiServer(doomed.baseUrl);
    }
  });
});
