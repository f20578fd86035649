import { expect, it } from 'vitest';
import { groupGgufFiles } from './gguf-names';

const group = (...paths: string[]) => groupGgufFiles(new Map(paths.map((path) => [path, 10])));

it.each([
  ['Qwen3-1.7B-Q4_K_M.gguf', 'Q4_K_M'],
  ['smollm2-1.7b-instruct-q4_k_m.gguf', 'Q4_K_M'],
  ['model.IQ4_XS.gguf', 'IQ4_XS'],
  ['gemma-3-270m-it-F16.gguf', 'F16'],
  ['q8_0.gguf', 'Q8_0'],
  ['tiny.gguf', null],
])('reads the quantization of %s', (path, quantization) => {
  expect(group(path)).toMatchObject([{ quantization, paths: [path], whole: true }]);
});

it('puts the parts of a split model together, in order', () => {
  expect(group('a/m-Q4_0-00002-of-00002.gguf', 'a/m-Q4_0-00001-of-00002.gguf', 'README.md')).toEqual([
    {
      name: 'm-Q4_0',
      title: 'm',
      quantization: 'Q4_0',
      paths: ['a/m-Q4_0-00001-of-00002.gguf', 'a/m-Q4_0-00002-of-00002.gguf'],
      bytes: 20,
      whole: true,
    },
  ]);
});

it.each([
  [['m-00001-of-00003.gguf', 'm-00003-of-00003.gguf']],
  [['m-00002-of-00002.gguf']],
  [['m-00001-of-00002.gguf', 'other-00002-of-00002.gguf']],
])('sees that parts are missing: %s', (paths) => {
  expect(group(...paths).some(({ whole }) => whole)).toBe(false);
});

it('leaves out what only goes with a model', () => {
  expect(group('mmproj-model-f16.gguf', 'm.imatrix.gguf', 'config.json')).toEqual([]);
});
