import { expect, it } from 'vitest';
import { chatBody } from '../../../relay/testing/relay-client';
import { testRelay } from '../../../relay/testing/test-relay';
import type { RelayModel } from '../../contracts/escalation';
import { bodyHash, CONSENT_HEADER } from '../../contracts/relay';
import { mostPromptTokens } from '../../providers/prompt-limit';
import type { ChatTurn } from '../../providers/provider';
import { DEFAULT_POLICY } from './default-policy';
import { pricedModel, priceFor, worstCost } from './pricing';
import { parseModels } from './relay-messages';

const MODEL = 'openai/model';
const PRICES = {
  [MODEL]: [
    { promptsUpTo: 1000, input: 1, output: 10 },
    { input: 2, output: 20 },
  ],
};

async function setUp(change: Readonly<Record<string, string>> = {}) {
  const relay = await testRelay({
    ...{ RELAY_CONSENT: 'on', RELAY_PRICES: JSON.stringify(PRICES) },
    ...change,
  });
  const token = await relay.login();
  const authorization = `Bearer ${token}`;
  const models = parseModels(
    await (await relay.request('/v1/models', { headers: { authorization } })).json(),
  );
  const model = models?.find(({ id }) => id === MODEL);
  if (!model) throw new TypeError('The relay offers the model.');
  /** Status of a request that was agreed to at this price. */
  async function ask(body: string, maxCostMicros: number): Promise<number> {
    const terms = { body: await bodyHash(new TextEncoder().encode(body)), model: MODEL, maxCostMicros };
    const agreed = await relay.request('/v1/consents', {
      ...{ method: 'POST', headers: { authorization }, body: JSON.stringify(terms) },
    });
    const { consent } = (await agreed.json()) as { consent: string };
    const headers = { authorization, [CONSENT_HEADER]: consent };
    return (await relay.request('/v1/chat/completions', { method: 'POST', headers, body })).status;
  }
  return { model, ask };
}

it.each([10, 2000])(
  'the most that a prompt of %d words can cost is what the relay sets aside for it',
  async (words) => {
    const { model, ask } = await setUp();
    const body = chatBody(MODEL, { stream: false, prompt: 'word '.repeat(words) });
    const { messages, max_tokens: answer } = JSON.parse(body) as { messages: ChatTurn[]; max_tokens: number };
    const worst = worstCost(model, mostPromptTokens(messages, ''), answer) ?? 0;
    expect(await ask(body, worst)).toBe(200);
    expect(await ask(body, worst - 1)).toBe(402);
  },
);

it('a price that the operator of the relay assumes is reckoned with as the relay does, and known to be assumed', async () => {
  const { model, ask } = await setUp({
    RELAY_PRICES: JSON.stringify({ [MODEL]: [{ until: '2026-01-01', input: 1, output: 1 }] }),
    RELAY_ASSUMED_PRICE: '{"input":3,"output":7}',
  });
  const body = chatBody(MODEL, { stream: false });
  const { messages, max_tokens: answer } = JSON.parse(body) as { messages: ChatTurn[]; max_tokens: number };
  const tokens = mostPromptTokens(messages, '');
  expect(priceFor(model, tokens)).toEqual({ input: 3, output: 7, assumed: true });
  const worst = worstCost(model, tokens, answer) ?? 0;
  expect(await ask(body, worst)).toBe(200);
  expect(await ask(body, worst - 1)).toBe(402);
});

it('is unknown for a prompt that is longer than the list of prices goes', () => {
  const model: Pick<RelayModel, 'price' | 'longer' | 'providers'> = {
    price: { input: 1, output: 1 },
    longer: [{ above: 100, price: null }],
    providers: [{ id: 'one', model: 'model', privacy: 'local' }],
  };
  expect(worstCost(model, 100, 1)).toBe(101);
  expect(worstCost(model, 101, 1)).toBeNull();
});

it('what all mails would have cost is told by the price of their own lengths', async () => {
  const { model } = await setUp();
  const setup = { id: 'setup', policy: DEFAULT_POLICY, code: '', models: [model], modelId: MODEL } as const;
  const { model: priced } = pricedModel(setup, 0);
  const answer = DEFAULT_POLICY.answerTokens;
  // Four bytes to a token, as a rule.
  expect(priced.price(4000)).toBe(1000 + 10 * answer);
  expect(priced.price(8000)).toBe(2 * 2000 + 20 * answer);
});
