import { expect, it } from 'vitest';
import type { RelayModelFacts } from '../../src/contracts/relay.ts';
import type { Environment } from '../config/read-settings.ts';
import { testRelay } from '../testing/test-relay.ts';

/** What is told of a model whose places cost so much. */
async function pricesOf(
  id: string,
  prices: object,
  change: Environment = {},
): Promise<Pick<RelayModelFacts, 'price' | 'longer'>> {
  const relay = await testRelay({
    MISTRAL_API_KEY: 'key-two',
    RELAY_PRICES: JSON.stringify(prices),
    ...('mistral/model' in prices ? { RELAY_CHAINS: '{"two":["openai/model","mistral/model"]}' } : {}),
    ...change,
  });
  const headers = { authorization: `Bearer ${await relay.login()}` };
  const response = await relay.request('/v1/models', { headers });
  const { data } = (await response.json()) as { data: readonly { id: string; deskside: RelayModelFacts }[] };
  const { price = null, longer } = data.find((model) => model.id === id)?.deskside ?? {};
  return { price, ...(longer ? { longer } : {}) };
}

const BANDS = [
  { promptsUpTo: 1000, input: 1, output: 2 },
  { input: 10, output: 20 },
];

it('tells what a longer prompt costs, from which length on', async () => {
  expect(await pricesOf('openai/model', { 'openai/model': BANDS })).toEqual({
    price: { input: 1, output: 2 },
    longer: [{ above: 1000, price: { input: 10, output: 20 } }],
  });
});

it('tells of a chain the dearest at each length', async () => {
  const prices = {
    'openai/model': BANDS,
    'mistral/model': [
      { promptsUpTo: 500, input: 3, output: 1 },
      { promptsUpTo: 2000, input: 4, output: 1 },
      { input: 5, output: 30 },
    ],
  };
  expect(await pricesOf('two', prices)).toEqual({
    price: { input: 3, output: 2 },
    longer: [
      { above: 500, price: { input: 4, output: 2 } },
      { above: 1000, price: { input: 10, output: 20 } },
      { above: 2000, price: { input: 10, output: 30 } },
    ],
  });
});

it('says nothing of longer prompts that cost the same, and that nobody knows the price where the list ends', async () => {
  const [short] = BANDS;
  expect(await pricesOf('openai/model', { 'openai/model': [{ input: 1, output: 2 }] })).toEqual({
    price: { input: 1, output: 2 },
  });
  expect(await pricesOf('openai/model', { 'openai/model': [short] })).toEqual({
    price: { input: 1, output: 2 },
    longer: [{ above: 1000, price: null }],
  });
});

it('tells the price that the operator assumes where nobody knows one, and that it is assumed', async () => {
  const prices = { 'openai/model': [BANDS[0]] };
  const assumes: Environment = {
    RELAY_ASSUMED_PRICE: '{"input":5,"output":1}',
    RELAY_MODELS_MISTRAL: 'new',
    RELAY_CHAINS: '{"both":["openai/model","mistral/new"]}',
  };
  expect(await pricesOf('mistral/new', prices, { ...assumes, RELAY_ASSUMED_PRICE: '' })).toEqual({
    price: null,
  });
  expect(await pricesOf('mistral/new', prices, assumes)).toEqual({
    price: { input: 5, output: 1, assumed: true },
  });
  expect(await pricesOf('both', prices, assumes)).toEqual({
    price: { input: 5, output: 2, assumed: true },
    longer: [{ above: 1000, price: { input: 5, output: 1, assumed: true } }],
  });
  // Where the list ends.
  expect(await pricesOf('openai/model', prices, assumes)).toEqual({
    price: { input: 1, output: 2 },
    longer: [{ above: 1000, price: { input: 5, output: 1, assumed: true } }],
  });
});
