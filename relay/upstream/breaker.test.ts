import { describe, expect, it } from 'vitest';
import { codeOfRefusal, testRelay, TestClock, wholeAnswer } from '../testing/test-relay.ts';
import { Breakers } from './breaker.ts';

function failing(breakers: Breakers, times: number): void {
  for (let time = 0; time < times; time++) {
    breakers.enter('p');
    breakers.failed('p', 'usual');
  }
}

it('fault 45: after half a minute one request tries the provider, and the others still pass it by', () => {
  const clock = new TestClock();
  const breakers = new Breakers(clock);
  failing(breakers, 5);
  expect(breakers.enter('p')).toBeNull();
  clock.advance(30_000);
  expect([breakers.enter('p'), breakers.enter('p'), breakers.enter('p')]).toEqual(['probe', null, null]);
  breakers.failed('p', 'probe');
  clock.advance(29_000);
  expect(breakers.enter('p')).toBeNull();
  clock.advance(1000);
  expect(breakers.enter('p')).toBe('probe');
  breakers.succeeded('p', 100);
  expect([breakers.enter('p'), breakers.enter('p')]).toEqual(['usual', 'usual']);
});

it('a probe that tells nothing makes room for the next', () => {
  const clock = new TestClock();
  const breakers = new Breakers(clock);
  failing(breakers, 5);
  clock.advance(30_000);
  breakers.enter('p');
  breakers.left('p', 'probe');
  expect(breakers.enter('p')).toBe('probe');
});

it('fault 45: requests that began before do not make room for a second probe', () => {
  const clock = new TestClock();
  const breakers = new Breakers(clock);
  expect([breakers.enter('p'), breakers.enter('p')]).toEqual(['usual', 'usual']);
  failing(breakers, 5);
  clock.advance(30_000);
  expect(breakers.enter('p')).toBe('probe');
  breakers.left('p', 'usual');
  expect(breakers.enter('p')).toBeNull();
  breakers.failed('p', 'usual');
  clock.advance(30_000);
  expect(breakers.enter('p')).toBeNull();
});

it('failures far apart open nothing', () => {
  const clock = new TestClock();
  const breakers = new Breakers(clock);
  for (let time = 0; time < 20; time++) {
    failing(breakers, 1);
    clock.advance(20_000);
  }
  expect(breakers.enter('p')).toBe('usual');
});

it('waits between tries no shorter than asked and never the same twice', async () => {
  let tries = 0;
  const busy = () => Response.json({ error: {} }, { status: 429, headers: { 'retry-after': '3' } });
  const random = () => ++tries / 10;
  const relay = await testRelay({}, { answer: () => Promise.resolve(busy()), random });
  const response = await relay.chat(await relay.login());
  expect(response.status).toBe(503);
  expect(relay.calls).toHaveLength(3);
  const [first = 0, second = 0, ...more] = relay.clock.waits;
  expect(more).toEqual([]);
  expect(first).toBeGreaterThan(3000);
  expect(second).toBeGreaterThan(3000);
  expect(second).not.toBe(first);
});

it('asks the cheaper provider first where the chain says so', async () => {
  const chain = { RELAY_CHAINS: '{"cheap":{"models":["openai/model","mistral/model"],"order":"price"}}' };
  const relay = await testRelay(
    {
      ...chain,
      MISTRAL_API_KEY: 'm',
      RELAY_PRICES: '{"openai/model":[{"input":5,"output":5}],"mistral/model":[{"input":1,"output":1}]}',
    },
    { answer: () => Promise.resolve(wholeAnswer()) },
  );
  await relay.chat(await relay.login(), 'cheap');
  expect(relay.calls[0]?.url).toContain('mistral');
});

it('asks the quicker provider first where the chain says so', async () => {
  const relay = await testRelay(
    {
      RELAY_CHAINS: '{"quick":{"models":["openai/model","mistral/model"],"order":"latency"}}',
      MISTRAL_API_KEY: 'm',
      RELAY_PRICES: '{"openai/model":[{"input":1,"output":1}],"mistral/model":[{"input":1,"output":1}]}',
    },
    {
      answer: async (url) => {
        relay.clock.advance(url.includes('openai') ? 900 : 100);
        return Promise.resolve(wholeAnswer());
      },
    },
  );
  const token = await relay.login();
  await relay.chat(token, 'openai/model');
  await relay.chat(token, 'mistral/model');
  await relay.chat(token, 'quick');
  expect(relay.calls[2]?.url).toContain('mistral');
});

describe('a try that may have cost something and came to nothing', () => {
  /** A prompt of 97 tokens at most, 20 tokens of an answer at 10 each. */
  const PROMPT = 97;
  const WORST = PROMPT + 200;
  const once = () => {
    let tries = 0;
    const broken = () => new Response('', { headers: { 'content-type': 'text/event-stream' } });
    return () => Promise.resolve(tries++ === 0 ? broken() : wholeAnswer());
  };

  it('stands on the receipt of the one that is answered', async () => {
    const relay = await testRelay({}, { answer: once() });
    const response = await relay.chat(await relay.login());
    const { deskside } = (await response.json()) as { deskside: unknown };
    expect(deskside).toMatchObject({ costMicros: PROMPT + 50, completionTokens: 4, estimated: true });
  });

  it('counts towards what the request may cost, so that no other is made that could pass it', async () => {
    const budget = { RELAY_BUDGET_REQUEST: String((WORST + PROMPT - 1) / 1e6) };
    const relay = await testRelay(budget, { answer: once() });
    const response = await relay.chat(await relay.login());
    expect([response.status, await codeOfRefusal(response)]).toEqual([502, 'provider-unavailable']);
    expect(relay.calls).toHaveLength(1);
  });
});

it('charges the price of the prompt as it was counted, where a longer one would have cost more', async () => {
  const bands = [
    { promptsUpTo: 20, input: 1, output: 10 },
    { input: 5, output: 50 },
  ];
  const relay = await testRelay({ RELAY_PRICES: JSON.stringify({ 'openai/model': bands }) });
  const response = await relay.chat(await relay.login());
  expect(await response.json()).toMatchObject({ deskside: { promptTokens: 10, costMicros: 50 } });
});
