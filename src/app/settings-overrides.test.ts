import { describe, expect, it } from 'vitest';
import { settingsFromAddress } from './settings-overrides';

describe('settingsFromAddress', () => {
  it('reads device and models', () => {
    expect(settingsFromAddress('?device=wasm&model=a&embedder=b')).toEqual({
      device: 'wasm',
      generatorId: 'a',
      embedderId: 'b',
    });
  });

  it('reads whether everything is to be shown', () => {
    expect(settingsFromAddress('?window=everything')).toEqual({ briefingWindow: 'everything' });
    expect(settingsFromAddress('?window=yesterday')).toEqual({});
  });

  it('lets no address choose a model that others run', () => {
    for (const id of ['server:desk:llama3.2', 'browser-language-model', 'browser-summarizer'])
      expect(settingsFromAddress(`?model=${id}&embedder=${id}`)).toEqual({});
  });

  it('leaves out what is missing or makes no sense', () => {
    expect(settingsFromAddress('?device=quantum&model=')).toEqual({});
  });
});
