import { describe, expect, it } from 'vitest';
import { standInLanguageModel } from '../../../tests/support/browser-language-model';
import { standInSummarizer } from '../../../tests/support/browser-summarizer';
import type { GenerateRequest } from '../../contracts/capabilities';
import type { LoadOptions } from '../../contracts/engine';
import type { ModelEntry } from '../../contracts/model';
import { BROWSER_LANGUAGE_MODEL, BROWSER_SUMMARIZER } from '../../models/catalogue/browser-models';
import { createBuiltInEngine } from './built-in-engine';

const NEVER = new AbortController().signal;
const ignore = (): undefined => undefined;
const QUESTION: GenerateRequest = {
  turns: [
    { role: 'system', content: 'You copy text.' },
    { role: 'user', content: 'one two three' },
  ],
  maxTokens: 8,
};

function loading(model: ModelEntry, signal: AbortSignal): LoadOptions {
  const [variant] = model.variants;
  if (!variant) throw new Error('a model of the browser has a variant');
  const weights = {
    modelId: model.id,
    files: [],
    stream: () => expect.unreachable('nothing is stored'),
    buffer: () => expect.unreachable('nothing is stored'),
  };
  return { model, variant, weights, threads: 1, signal };
}

async function loadLanguageModel(signal = NEVER) {
  const { browser, apis } = standInLanguageModel();
  return { browser, model: await createBuiltInEngine(apis).load(loading(BROWSER_LANGUAGE_MODEL, signal)) };
}

describe('a model of the browser, whose sessions end with the signal that they were made with,', () => {
  it('writes the next answer whole after its first one was cancelled', async () => {
    const { browser, model } = await loadLanguageModel();
    const stop = new AbortController();
    const cancelled = await model.generate(QUESTION, () => stop.abort(), stop.signal);
    expect(cancelled).toMatchObject({ text: 'one', finish: 'cancelled' });
    const next = await model.generate(QUESTION, ignore, NEVER);
    expect(next).toMatchObject({ text: 'one two three one two three one two', finish: 'length' });
    // The one that counts tokens, and the one that read the system prompt for the cancelled answer.
    expect(browser.created).toHaveLength(2);
  });

  it('answers when its load is cancelled after it is there', async () => {
    const load = new AbortController();
    const { model } = await loadLanguageModel(load.signal);
    load.abort();
    expect(await model.countTokens('one two')).toBe(2);
  });

  it('sums up when its load is cancelled after it is there', async () => {
    const load = new AbortController();
    const { apis } = standInSummarizer();
    const model = await createBuiltInEngine(apis).load(loading(BROWSER_SUMMARIZER, load.signal));
    load.abort();
    const mail = 'From: Ada\n\nThe audit is on Friday. Bring the ledger.';
    const request = { turns: [{ role: 'user' as const, content: mail }], maxTokens: 40 };
    expect((await model.generate(request, ignore, NEVER)).text).toBe('The audit is on Friday.');
  });

  it('is not made when its load is cancelled meanwhile', async () => {
    const { browser, apis } = standInLanguageModel();
    const load = new AbortController();
    const work = createBuiltInEngine(apis).load({
      ...loading(BROWSER_LANGUAGE_MODEL, load.signal),
      onProgress: (share) => share > 0 && load.abort(),
    });
    await expect(work).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(browser.openSessions).toBe(0);
  });

  it.each([
    ['at its first word', (unload: () => void) => ({ onText: unload, begin: ignore })],
    ['while the system prompt is read', (unload: () => void) => ({ onText: ignore, begin: unload })],
  ])('stops writing when it is unloaded %s, and leaves no session', async (_when, unloading) => {
    const { browser, model } = await loadLanguageModel();
    const { onText, begin } = unloading(() => void model.unload());
    const writing = model.generate({ ...QUESTION, maxTokens: 25 }, onText, NEVER);
    begin();
    expect((await writing).finish).toBe('cancelled');
    expect(browser).toMatchObject({ writing: 0, openSessions: 0 });
  });
});
