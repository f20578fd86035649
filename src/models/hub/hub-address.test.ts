import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hubModelId, parseHubAddress } from './hub-address';

describe('what people type', () => {
  it.each([
    ['onnx-community/Qwen3-0.6B-ONNX', 'onnx-community/Qwen3-0.6B-ONNX', 'main'],
    ['  owner/name  ', 'owner/name', 'main'],
    ['owner/name@v1.0', 'owner/name', 'v1.0'],
    ['owner/name@refs/pr/3', 'owner/name', 'refs/pr/3'],
    ['https://huggingface.co/owner/name', 'owner/name', 'main'],
    ['https://huggingface.co/owner/name/', 'owner/name', 'main'],
    ['https://huggingface.co/owner/name?library=gguf#files', 'owner/name', 'main'],
    ['huggingface.co/owner/name/tree/dev', 'owner/name', 'dev'],
    ['https://huggingface.co/owner/name/tree/refs%2Fpr%2F1', 'owner/name', 'refs/pr/1'],
    ['hf.co/owner/name', 'owner/name', 'main'],
  ])('%s is understood', (text, repo, revision) => {
    expect(parseHubAddress(text)).toEqual({ repo, revision });
  });

  it.each([
    ['https://huggingface.co/owner/name/blob/main/model-Q8_0.gguf', 'main', 'model-Q8_0.gguf'],
    ['hf.co/owner/name/resolve/v1/onnx/model_q4.onnx?download=true', 'v1', 'onnx/model_q4.onnx'],
    ['hf.co/owner/name/blob/refs%2Fpr%2F1/my%20model.gguf', 'refs/pr/1', 'my model.gguf'],
  ])('%s means one file', (text, revision, file) => {
    expect(parseHubAddress(text)).toEqual({ repo: 'owner/name', revision, file });
  });

  it('may give the library of an MLC model after it', () => {
    const library = 'https://raw.example/libs/Tiny-q4f16_1-webgpu.wasm';
    expect(parseHubAddress(`owner/name@v1 ${library}`)).toEqual({
      repo: 'owner/name',
      revision: 'v1',
      library,
    });
    expect(parseHubAddress(` https://huggingface.co/owner/name  ${library} `)).toMatchObject({ library });
    for (const other of ['https://raw.example/lib.zip', 'http://raw.example/lib.wasm', `${library} x`])
      expect(parseHubAddress(`owner/name ${other}`), other).toBeNull();
  });

  it.each([
    '',
    'name',
    'owner/',
    'owner/name/more',
    'owner/../name',
    'owner/na..me',
    'owner/-name',
    'owner/name@',
    'owner/name@../main',
    'owner/name@a@b',
    'owner/na me',
    'https://example.org/owner/name',
    'https://huggingface.co/datasets/squad',
    'https://huggingface.co/datasets/owner/name',
    'https://huggingface.co/owner/name/discussions/1',
    'https://huggingface.co/owner/name/tree/%E0%A4%A',
    'https://huggingface.co/owner/name/blob/main',
    'https://huggingface.co/owner/name/blob/main/%2E%2E/x.gguf',
    'https://huggingface.co/owner/name/blob/main/%E0%A4%A',
    'hf.co/hf.co/owner',
    'javascript:alert(1)//a/b',
    `owner/${'x'.repeat(200)}`,
  ])('%s is not', (text) => {
    expect(parseHubAddress(text)).toBeNull();
  });

  it('never leads out of the hub’s models, whatever it is', () => {
    const piece = fc.constantFrom(
      'owner',
      'name',
      '..',
      '.',
      '/',
      '//',
      '@',
      '%2F',
      '?',
      '#',
      'tree',
      'blob/main/',
      'hf.co/',
      ' ',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const address = parseHubAddress(typed);
        if (!address) return;
        const { pathname } = new URL(`https://hub.example/${address.repo}/resolve/main/x`);
        expect(pathname).toBe(`/${address.repo}/resolve/main/x`);
        expect(address.repo.split('/')).toHaveLength(2);
        expect(address.revision).not.toContain('..');
        expect(hubModelId(address.repo)).toMatch(/^[a-z0-9._-]+$/);
        const { file, ...repository } = address;
        expect(parseHubAddress(`${address.repo}@${address.revision}`)).toEqual(repository);
        expect(file?.split('/') ?? []).not.toContain('..');
      }),
      { numRuns: 300 },
    );
  });
});

it('gives repositories ids that stay, and that no other has', () => {
  expect(hubModelId('Qwen/Qwen3-0.6B-GGUF')).toBe('qwen--qwen3-0.6b-gguf');
  expect(hubModelId('a-b/c')).not.toBe(hubModelId('a/b-c'));
});
