import { Tokenizer } from '@huggingface/tokenizers';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { GenerateRequest } from '../../contracts/capabilities';
import { secondRequest, speedRequest, speedTexts } from './speed-requests';

function tokenizerOf(modelId: string): Tokenizer {
  const read = (name: string) =>
    JSON.parse(
      readFileSync(new URL(`../../../public/models/${modelId}/${name}`, import.meta.url), 'utf8'),
    ) as object;
  return new Tokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
}

const generator = tokenizerOf('smollm2-135m-desk');
const embedder = tokenizerOf('all-minilm-l6-v2');
const SEEDS = [0, 1, 7, 50, 123, 4000];

/** As ChatML lays it out, which the starter was trained on. */
function promptOf({ turns }: GenerateRequest): string {
  const said = turns.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`);
  return `${said.join('')}<|im_start|>assistant\n`;
}

const tokensOf = (request: GenerateRequest): number[] => generator.encode(promptOf(request)).ids;

test.each([
  ['short', 50],
  ['long', 1000],
] as const)('a %s prompt has some %i tokens for the starter generator', (length, tokens) => {
  for (const seed of SEEDS) {
    const { length: found } = tokensOf(speedRequest(length, seed));
    expect(Math.abs(found / tokens - 1)).toBeLessThan(0.1);
  }
});

test.each([32, 256] as const)('texts for embedders have %i tokens each', (length) => {
  for (const seed of SEEDS) {
    for (const text of speedTexts(length, 3, seed)) expect(embedder.encode(text).ids).toHaveLength(length);
  }
});

test('prompts with different seeds share nothing but how a prompt begins', () => {
  const begin = generator.encode('<|im_start|>system\n').ids.length;
  const prompts = Array.from({ length: 200 }, (_, seed) => tokensOf(speedRequest('short', seed)));
  for (const [index, prompt] of prompts.entries()) {
    const before = prompts[index - 1];
    if (before) expect(sharedStart(prompt, before)).toBe(begin);
  }
  expect(new Set(prompts.map((prompt) => prompt.join(' '))).size).toBe(prompts.length);
});

test('the second question comes after the same mail', () => {
  for (const seed of SEEDS) {
    const first = tokensOf(speedRequest('long', seed));
    const second = tokensOf(secondRequest(seed));
    const shared = sharedStart(first, second);
    expect(shared).toBeGreaterThan(0.95 * second.length);
    expect(shared).toBeLessThan(second.length);
  }
});

function sharedStart(a: readonly number[], b: readonly number[]): number {
  const end = a.findIndex((token, index) => token !== b[index]);
  return end === -1 ? a.length : end;
}
