import { describe, expect, it } from 'vitest';
import { DesksideError } from '../../contracts/failure';
import {
  contextLengthOf,
  externalDataCounter,
  hasChatTemplate,
  parseOnnxConfig,
  parseTokenizerConfig,
  taskOf,
} from './onnx-config';

const config = (content: object) => parseOnnxConfig(JSON.stringify(content));
const tokenizer = (content: object) => parseTokenizerConfig(JSON.stringify(content));

it.each(['', '{', '7', 'null', '<!doctype html>'])('refuses %j as a configuration', (text) => {
  expect(() => parseOnnxConfig(text)).toThrow(DesksideError);
});

describe('the task', () => {
  it.each([
    [{ architectures: ['LlamaForCausalLM'] }, undefined, 'text-generation'],
    [{ architectures: ['BertModel'] }, undefined, 'feature-extraction'],
    [{ architectures: ['BertForMaskedLM'] }, 'sentence-similarity', 'feature-extraction'],
    [{ architectures: ['BertForMaskedLM'] }, undefined, null],
    // An embedder that pools by its last token.
    [{ architectures: ['Qwen3ForCausalLM'] }, 'feature-extraction', null],
    [{ architectures: ['T5ForConditionalGeneration'], is_encoder_decoder: true }, 'text-generation', null],
    [{ architectures: ['WhisperForConditionalGeneration'] }, 'automatic-speech-recognition', null],
    [{}, undefined, null],
  ])('of %j, called %s by the hub, is %s', (content, tag, task) => {
    expect(taskOf(config(content), tag)).toBe(task);
  });
});

describe('the context length', () => {
  it.each([
    [{ max_position_embeddings: 8192 }, {}, 8192],
    [{ n_positions: 1024 }, { model_max_length: 1e30 }, 1024],
    // RoBERTa counts two positions that no token gets.
    [{ max_position_embeddings: 514 }, { model_max_length: 512 }, 512],
    [{ text_config: { max_position_embeddings: 32_768 } }, {}, 32_768],
    [{ max_position_embeddings: 'many' }, {}, 2048],
  ])('of %j with %j is %i', (content, tokenizerContent, length) => {
    expect(contextLengthOf('text-generation', config(content), tokenizer(tokenizerContent))).toBe(length);
  });
});

it('finds one chat template or several', () => {
  expect(hasChatTemplate(tokenizer({ chat_template: '{{ x }}' }))).toBe(true);
  expect(hasChatTemplate(tokenizer({ chat_template: [{ name: 'default', template: '{{ x }}' }] }))).toBe(
    true,
  );
  expect(hasChatTemplate(tokenizer({ chat_template: null }))).toBe(false);
  expect(hasChatTemplate(tokenizer({ chat_template: '' }))).toBe(false);
});

it.each([
  [{ 'model_q4.onnx': 5 }, 5],
  [{ model: 2 }, 2],
  [{ 'model_fp16.onnx': 3 }, 0],
  [true, 1],
  [4, 4],
  ['yes', 0],
])('counts the external data that %j stands for', (format, count) => {
  const content = { 'transformers.js_config': { use_external_data_format: format } };
  expect(externalDataCounter(config(content))({ name: 'model', fileName: 'model_q4.onnx' })).toBe(count);
});
