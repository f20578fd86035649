import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleModels } from '../../../tests/fixtures/fake-models';
import { filterModels, NO_MODEL_FILTER, type ModelFilter } from './model-filter';

const models = sampleModels();
const found = (filter: Partial<ModelFilter>) =>
  filterModels(models, { ...NO_MODEL_FILTER, ...filter }).map(({ listing }) => listing.id);

test('all words must occur, in whatever the catalogue says of the model', () => {
  expect(found({ query: 'GERMAN writing' })).toEqual(['qwen3-0.6b']);
  expect(found({ query: 'webllm 7b' })).toEqual(['mistral-7b']);
  expect(found({ query: 'llama 3.2' })).toEqual(['llama-3.2-1b']);
  expect(found({ query: 'desk/bge' })).toEqual(['bge-small']);
});

test('filters narrow one another down', () => {
  expect(found({ engines: ['web-llm'] })).toEqual(['llama-3.2-1b', 'mistral-7b']);
  expect(found({ engines: ['web-llm'], runsHereOnly: true })).toEqual([]);
  expect(found({ tasks: ['feature-extraction'] })).toEqual(['all-minilm-l6-v2', 'bge-small']);
});

test('whatever is typed, the models keep their order and none is made up', () => {
  fc.assert(
    fc.property(fc.string(), fc.boolean(), (query, runsHereOnly) => {
      const shown = filterModels(models, { ...NO_MODEL_FILTER, query, runsHereOnly });
      expect(models.filter((card) => shown.includes(card))).toEqual(shown);
    }),
  );
});
