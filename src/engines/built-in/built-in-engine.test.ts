import { describe, expect, it } from 'vitest';
import { standInLanguageModel, type StandInBrowser } from '../../../tests/support/browser-language-model';
import { standInSummarizer } from '../../../tests/support/browser-summarizer';
import type { GenerateRequest } from '../../contracts/capabilities';
import type { LoadOptions } from '../../contracts/engine';
import type { ModelEntry } from '../../contracts/model';
import { BROWSER_LANGUAGE_MODEL, BROWSER_SUMMARIZER } from '../../models/catalogue/browser-models';
import { describeEngineContract } from '../engine-contract';
import type { ContractTarget } from '../engine-contract-subject';
import { createBuiltInEngine } from './built-in-engine';

const NEVER = new AbortController().signal;
const WEIGHTS = {
  modelId: 'none',
  files: [],
  stream: () => expect.unreachable('nothing is stored'),
  buffer: () => expect.unreachable('nothing is stored'),
};

function target(model: ModelEntry): ContractTarget {
  const [variant] = model.variants;
  if (!variant) throw new Error('a model of the browser has a variant');
  return { model, variant, weights: WEIGHTS, threads: 1 };
}

describeEngineContract({
  name: 'The built-in engine, with a stand-in for the Prompt API that the Chromium of these tests has not,',
  createEngine: () => createBuiltInEngine(standInLanguageModel().apis),
  generator: target({ ...BROWSER_LANGUAGE_MODEL, contextLength: 600 }),
  timeout: 20_000,
  propertyRuns: 5,
  skip: {
    'reads a beginning that it knows only once': 'the API does not tell what it read again',
    'samples the same with the same seed': 'the API takes no seed; it is refused',
  },
});

const options: LoadOptions = { ...target(BROWSER_LANGUAGE_MODEL), signal: NEVER };
const QUESTION: GenerateRequest = {
  turns: [
    { role: 'system', content: 'You copy text.' },
    { role: 'user', content: 'one two three' },
  ],
  maxTokens: 8,
};
const ignore = (): undefined => undefined;

async function load(changes: Partial<StandInBrowser> = {}) {
  const { browser, apis } = standInLanguageModel(changes);
  return { browser, model: await createBuiltInEngine(apis).load(options) };
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'none',
    (error: unknown) => (error as { failure: { code: string } }).failure.code,
  );

describe('loading a model of the browser', () => {
  it.each(['downloadable', 'downloading'] as const)(
    'does not make the browser fetch it, though the user was active, while it is %s',
    async (availability) => {
      const { browser, apis } = standInLanguageModel({ availability, userActive: true });
      await expect(createBuiltInEngine(apis).load(options)).rejects.toMatchObject({
        failure: { code: 'model-missing', message: expect.stringContaining('Press “Install”') },
      });
      expect(browser.created).toEqual([]);
    },
  );

  it('says that a browser has none', async () => {
    const none = createBuiltInEngine({ languageModel: null, summarizer: null });
    expect(await codeOf(none.load(options))).toBe('engine-unavailable');
    const { apis } = standInLanguageModel({ availability: 'unavailable' });
    expect(await codeOf(createBuiltInEngine(apis).load(options))).toBe('engine-unavailable');
  });
});

describe('answers of the browser’s language model', () => {
  it('come from a fresh session each, which does not outlive them', async () => {
    const { browser, model } = await load();
    const first = await model.generate(QUESTION, ignore, NEVER);
    expect((await model.generate(QUESTION, ignore, NEVER)).promptTokens).toBe(first.promptTokens);
    // The one that counts tokens, and the one that has read the system prompt.
    expect(browser.openSessions).toBe(2);
    expect(browser.created).toHaveLength(2);
    await model.unload();
    expect(browser.openSessions).toBe(0);
  });

  it('make the browser stop writing at the limit and at a stop string', async () => {
    const { browser, model } = await load();
    await model.generate({ ...QUESTION, maxTokens: 2 }, () => expect(browser.writing).toBe(1), NEVER);
    expect(browser.writing).toBe(0);
    const stopped = await model.generate({ ...QUESTION, stop: ['three'] }, ignore, NEVER);
    expect(stopped).toMatchObject({ text: 'one two ', finish: 'stop' });
    expect(browser.writing).toBe(0);
  });

  it('fail as one that can be asked again when the browser’s model breaks down', async () => {
    const { browser, model } = await load();
    browser.breakAt = { pieces: 3, error: new DOMException('The model process crashed.', 'UnknownError') };
    const pieces: string[] = [];
    await expect(model.generate(QUESTION, (piece) => void pieces.push(piece), NEVER)).rejects.toMatchObject({
      failure: { code: 'worker-died', retryable: true },
    });
    expect(pieces.join('')).toBe('one two three');
    expect(browser.openSessions).toBe(2);
  });

  it.each([
    ['NotReadableError', 'request-unsupported'],
    ['NotSupportedError', 'request-unsupported'],
    ['NotAllowedError', 'model-missing'],
    ['QuotaExceededError', 'context-overflow'],
    ['InvalidStateError', 'worker-died'],
  ])('tell of a %s as %s', async (name, code) => {
    const { browser, model } = await load();
    browser.breakAt = { pieces: 0, error: new DOMException('It is so.', name) };
    expect(await codeOf(model.generate(QUESTION, ignore, NEVER))).toBe(code);
  });

  it('end when the browser forgets the beginning of the conversation, instead of going on without it', async () => {
    const { browser, model } = await load();
    const asked = model.generate({ ...QUESTION, maxTokens: 25 }, () => (browser.contextWindow = 20), NEVER);
    expect(await codeOf(asked)).toBe('context-overflow');
  });

  it('are refused where the API cannot keep its word', async () => {
    const { model } = await load();
    const schema = { type: 'boolean' };
    expect(await codeOf(model.generate({ ...QUESTION, temperature: 1, seed: 7 }, ignore, NEVER))).toBe(
      'request-unsupported',
    );
    expect(await codeOf(model.generate({ ...QUESTION, prefix: 'tr', schema }, ignore, NEVER))).toBe(
      'request-unsupported',
    );
    expect(await codeOf(model.embed(['text'], NEVER))).toBe('request-unsupported');
  });

  it('are counted by the names that older browsers use, too', async () => {
    const { apis } = standInLanguageModel();
    const older: typeof apis = {
      summarizer: null,
      languageModel: apis.languageModel && {
        availability: (given) => apis.languageModel?.availability(given) ?? expect.unreachable(),
        async create(given) {
          const session = (await apis.languageModel?.create(given)) ?? expect.unreachable();
          const withOldNames = (inner: typeof session): typeof session => ({
            addEventListener: inner.addEventListener.bind(inner),
            promptStreaming: inner.promptStreaming.bind(inner),
            clone: async (...call) => withOldNames(await inner.clone(...call)),
            destroy: () => inner.destroy(),
            measureInputUsage: async (input) => (await inner.measureContextUsage?.(input)) ?? NaN,
            inputUsage: inner.contextUsage ?? NaN,
            inputQuota: inner.contextWindow ?? NaN,
          });
          return withOldNames(session);
        },
      },
    };
    const model = await createBuiltInEngine(older).load(options);
    const { promptTokens } = await model.generate(QUESTION, ignore, NEVER);
    expect(promptTokens).toBe(3 + 3 + 3 + 3);
    expect(await codeOf(model.generate({ ...QUESTION, maxTokens: 600 }, ignore, NEVER))).toBe(
      'context-overflow',
    );
  });
});

describe('the browser’s summariser', () => {
  const MAIL: GenerateRequest = {
    turns: [
      { role: 'system', content: 'The text is taken from a mail.' },
      { role: 'user', content: 'From: Ada\n\nThe audit is on Friday. Bring the ledger.\n\n' },
    ],
    maxTokens: 40,
    stop: ['\n\n'],
  };

  async function loadSummarizer() {
    const { browser, apis } = standInSummarizer();
    const model = await createBuiltInEngine(apis).load({ ...target(BROWSER_SUMMARIZER), signal: NEVER });
    return { browser, model };
  }

  it('sums up what the user’s turn says, in the light of the system prompt', async () => {
    const { browser, model } = await loadSummarizer();
    const pieces: string[] = [];
    const result = await model.generate(MAIL, (piece) => void pieces.push(piece), NEVER);
    expect(result).toMatchObject({ text: 'The audit is on Friday.', finish: 'stop' });
    expect(pieces.join('')).toBe(result.text);
    expect(browser.asked).toEqual([
      {
        input: 'From: Ada\n\nThe audit is on Friday. Bring the ledger.',
        context: 'The text is taken from a mail.',
      },
    ]);
  });

  it('stops at the limit and when cancelled', async () => {
    const { model } = await loadSummarizer();
    expect(await model.generate({ ...MAIL, maxTokens: 2 }, ignore, NEVER)).toMatchObject({
      text: 'The audit',
      finish: 'length',
    });
    const stop = new AbortController();
    expect(await model.generate(MAIL, () => stop.abort(), stop.signal)).toMatchObject({
      text: 'The',
      finish: 'cancelled',
    });
  });

  it('refuses what is too long, and what it was not made for', async () => {
    const { browser, model } = await loadSummarizer();
    browser.inputQuota = 5;
    expect(await codeOf(model.generate(MAIL, ignore, NEVER))).toBe('context-overflow');
    expect(await codeOf(model.generate({ ...MAIL, prefix: 'The' }, ignore, NEVER))).toBe(
      'request-unsupported',
    );
    expect(await codeOf(model.generate({ ...MAIL, temperature: 1 }, ignore, NEVER))).toBe(
      'request-unsupported',
    );
  });

  it('is fetched on the user’s word only', async () => {
    const { browser, apis } = standInSummarizer();
    browser.availability = 'downloadable';
    const summarizer = { ...target(BROWSER_SUMMARIZER), signal: NEVER };
    expect(await codeOf(createBuiltInEngine(apis).load(summarizer))).toBe('model-missing');
  });
});
