import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEvaluateOptions } from './evaluate-options';

const data = 'public/samples/harbour';

describe('parseEvaluateOptions', () => {
  it('takes a suite, a folder and options', () => {
    const argv = ['--suite', 'triage', '--data', data, '--device', 'wasm', '--out', 'result.json'];
    expect(parseEvaluateOptions(argv)).toEqual({
      task: 'run',
      suite: 'triage',
      data: path.resolve(data),
      model: null,
      gguf: null,
      device: 'wasm',
      out: path.resolve('result.json'),
      keptProfile: null,
    });
  });

  it('compares models on summaries', () => {
    const options = parseEvaluateOptions(['--compare', '--data', data]);
    expect(options).toMatchObject({ task: 'compare', suite: 'summary' });
  });

  it('prints tables without anything else', () => {
    expect(parseEvaluateOptions(['--table'])).toEqual({ task: 'table' });
  });

  it.each([
    { argv: ['--data', data], sentence: /Name a suite.*Usage/su },
    { argv: ['--suite', 'speed', '--data', data], sentence: /choose triage, summary/u },
    { argv: ['--suite', 'pii', '--data', 'nowhere'], sentence: /no such folder/u },
    { argv: ['--suite', 'pii', '--data', 'package.json'], sentence: /no such folder/u },
    { argv: ['--suite', 'pii', '--data', data, '--device', 'npu'], sentence: /choose auto/u },
    {
      argv: ['--suite', 'pii', '--data', data, '--model', 'gpt-9'],
      sentence: /no language model of that id/u,
    },
    { argv: ['--suite', 'pii', '--data', data, '--gguf', 'nowhere.gguf'], sentence: /no such file/u },
    { argv: ['--suite', 'pii', '--data', data, '--quick'], sentence: /--quick/u },
  ])('refuses $argv with a sentence', ({ argv, sentence }) => {
    expect(() => parseEvaluateOptions(argv)).toThrow(sentence);
  });
});
