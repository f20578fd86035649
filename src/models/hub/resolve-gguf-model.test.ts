import { describe, expect, it } from 'vitest';
import { ggufFile, TINY_GGUF } from '../../../tests/support/gguf-file';
import { failureOf, pathsOf, useHubLookup } from '../../../tests/support/hub-lookup';
import type { HubRepository } from '../../../tests/support/hub-server/repository';
import { ALL_MINILM_L6_V2 } from '../catalogue/all-minilm-l6-v2';

const { serve, resolve } = useHubLookup();

describe('a GGUF model', () => {
  const parts = {
    'm-Q4_K_M-00001-of-00002.gguf': ggufFile(TINY_GGUF),
    'm-Q4_K_M-00002-of-00002.gguf': ggufFile({}),
  };
  const gguf = (files: HubRepository['files']): HubRepository => ({
    id: 'desk/m-GGUF',
    files,
    lfsFromBytes: 10,
  });

  it('is the best quantization with all of its parts, as its header tells', async () => {
    await serve(gguf({ 'm-Q8_0.gguf': ggufFile(TINY_GGUF), ...parts }));
    const entry = await resolve({ repo: 'desk/m-GGUF' });
    expect(entry).toMatchObject({ engine: 'wllama', quantization: 'Q4_K_M', contextLength: 4096, name: 'm' });
    expect(pathsOf(entry)).toEqual(Object.keys(parts));
    expect(entry.variants[0]?.files).toEqual(Object.keys(parts));
  });

  it('is the file that the catalogue names', async () => {
    await serve(gguf({ 'm-Q8_0.gguf': ggufFile(TINY_GGUF), ...parts }));
    const listing = { ...ALL_MINILM_L6_V2, engine: 'wllama', file: 'm-Q8_0.gguf' } as const;
    expect(pathsOf(await resolve({ repo: 'desk/m-GGUF', listing }))).toEqual(['m-Q8_0.gguf']);
    const failure = await failureOf(
      resolve({ repo: 'desk/m-GGUF', listing: { ...listing, file: 'gone.gguf' } }),
    );
    expect(failure.message).toContain('gone.gguf');
  });

  it('is the file whose page was given, with all of its parts', async () => {
    await serve(gguf({ 'm-Q8_0.gguf': ggufFile(TINY_GGUF), ...parts }));
    const entry = await resolve({ repo: 'desk/m-GGUF', file: 'm-Q8_0.gguf' });
    expect(entry.quantization).toBe('Q8_0');
    expect(pathsOf(entry)).toEqual(['m-Q8_0.gguf']);
    const split = await resolve({ repo: 'desk/m-GGUF', file: 'm-Q4_K_M-00002-of-00002.gguf' });
    expect(pathsOf(split)).toEqual(Object.keys(parts));
    expect(await failureOf(resolve({ repo: 'desk/m-GGUF', file: 'm-Q2_K.gguf' }))).toMatchObject({
      code: 'unsupported-model',
      message: expect.stringContaining('m-Q2_K.gguf'),
    });
  });

  it('is refused when it makes neither text nor vectors, or a part is missing', async () => {
    const metadata = { ...TINY_GGUF.metadata, 'general.architecture': 'clip' };
    await serve(gguf({ 'e-Q8_0.gguf': ggufFile({ ...TINY_GGUF, metadata }) }));
    expect((await failureOf(resolve({ repo: 'desk/m-GGUF' }))).message).toContain('neither writes text');
    await serve(gguf({ 'm-Q4_K_M-00001-of-00002.gguf': ggufFile(TINY_GGUF) }));
    expect((await failureOf(resolve({ repo: 'desk/m-GGUF' }))).message).toContain('not all of its parts');
  });
});
