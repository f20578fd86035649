import { describe, expect, it, vi } from 'vitest';
import { eventually } from '../../../../tests/support/eventually';
import type { LoadedModelInfo } from '../../../contracts/inference-api';
import { createObservable } from '../../../platform/observable';
import { tryWaysWhenQuiet } from './quiet-trials';

const loadedInfo = (modelId: string): LoadedModelInfo => ({
  ...{
    modelId,
    engine: 'fake',
    device: 'wasm',
    graph: 'model',
    dtype: 'q4',
    threads: 2,
    loadMs: 1,
    refused: [],
  },
});

function setUp({ unknown = true, sparing = false, atWork = false } = {}) {
  const loaded = createObservable<readonly LoadedModelInfo[]>([]);
  const tried: string[] = [];
  let endTrial: () => void = () => undefined;
  const cancel = vi.fn(() => endTrial());
  const hidden = new Set<() => void>();
  let quiet: () => void = () => undefined;
  let atWorkNow: () => boolean = () => false;
  tryWaysWhenQuiet({
    trials: {
      isUnknown: async () => unknown,
      findQuietly(modelId) {
        tried.push(modelId);
        return new Promise((resolve) => (endTrial = resolve));
      },
      cancel,
    },
    client: { loaded },
    find: (modelId) => ({ task: modelId === 'writer' ? 'text-generation' : 'feature-extraction' }),
    isAtWork: () => atWork,
    isSparing: async () => sparing,
    watchQuiet(_, isAtWork, onQuiet) {
      quiet = onQuiet;
      atWorkNow = isAtWork;
      return () => undefined;
    },
    onHidden(listener) {
      hidden.add(listener);
      return () => hidden.delete(listener);
    },
  });
  /** The page was quiet for long enough. */
  const beQuiet = async () => {
    quiet();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return {
    ...{ loaded, tried, cancel, hidden, beQuiet },
    isAtWork: () => atWorkNow(),
    end: () => endTrial(),
  };
}

describe('trials that nobody asked for', () => {
  it('are made of the generator that was used, once the page is quiet', async () => {
    const page = setUp();
    page.loaded.set([loadedInfo('reader'), loadedInfo('writer')]);
    page.loaded.set([]);
    await page.beQuiet();
    expect(page.tried).toEqual(['writer']);
  });

  it('are not made of what was never used, nor of embedders, nor twice at once', async () => {
    const page = setUp();
    await page.beQuiet();
    page.loaded.set([loadedInfo('reader')]);
    await page.beQuiet();
    expect(page.tried).toEqual([]);
    page.loaded.set([loadedInfo('writer')]);
    await page.beQuiet();
    expect(page.isAtWork()).toBe(true);
    await page.beQuiet();
    expect(page.tried).toEqual(['writer']);
  });

  it.each([
    ['what is known', { unknown: false }],
    ['a battery or a connection that is to be spared', { sparing: true }],
    ['an app at work', { atWork: true }],
  ])('are not made in view of %s', async (_, options) => {
    const page = setUp(options);
    page.loaded.set([loadedInfo('writer')]);
    await page.beQuiet();
    expect(page.tried).toEqual([]);
  });

  it('end when nobody looks at the page any more, and go on later', async () => {
    const page = setUp();
    page.loaded.set([loadedInfo('writer')]);
    await page.beQuiet();
    for (const hide of page.hidden) hide();
    expect(page.cancel).toHaveBeenCalledOnce();
    await eventually(() => expect(page.hidden.size).toBe(0));
    await page.beQuiet();
    expect(page.tried).toEqual(['writer', 'writer']);
  });
});
