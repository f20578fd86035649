import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseBriefOptions } from './brief-options';

const inbox = 'public/samples/harbour/inbox.mbox';
const sent = 'public/samples/harbour/sent.mbox';

describe('parseBriefOptions', () => {
  it('takes files and options in any order', () => {
    const options = parseBriefOptions(['--sent', sent, inbox, '--device', 'wasm', '--out', 'report.json']);
    expect(options).toEqual({
      inbox: [path.resolve(inbox)],
      sent: [path.resolve(sent)],
      device: 'wasm',
      model: null,
      embedder: null,
      out: path.resolve('report.json'),
      keptProfile: null,
    });
  });

  it.each([
    { argv: [], sentence: /at least one file.*Usage/s },
    { argv: ['nowhere.mbox'], sentence: /no file "nowhere.mbox"/ },
    { argv: ['src'], sentence: /"src" is not a file/ },
    { argv: [inbox, '--sent', 'nowhere.mbox'], sentence: /no file "nowhere.mbox"/ },
    { argv: [inbox, '--device', 'npu'], sentence: /choose auto, wasm, webgpu/ },
    { argv: [inbox, '--model', 'gpt-9'], sentence: /"gpt-9" is not in the catalogue/ },
    { argv: [inbox, '--model', 'all-minilm-l6-v2'], sentence: /is a model for something else/ },
    { argv: [inbox, '--speed'], sentence: /--speed/ },
  ])('explains what is wrong with $argv', ({ argv, sentence }) => {
    expect(() => parseBriefOptions(argv)).toThrow(sentence);
  });
});
