import { expect, it } from 'vitest';
import { testRelay, TestClock, wholeAnswer } from '../testing/test-relay.ts';
import { Breakers } from './breaker.ts';

function failing(breakers: Breakers, times: number): void {
  for (let time = 0; time < times; time++) {
    breakers.enter('p');
    breakers.failed('p');
  }
}

it('fault 45: after half a minute one request tries the provider, and the others still pass it by', () => {
  const clock = new TestClock();
  const breakers = new Breakers(clock);
  failing(breakers, 5);
  expect(breakers.enter('p')).toBe(false);
  clock.advance(30_000);
  expect([breakers.enter('p'), breakers.enter('p'), breakers.enter('p')]).toEqual([true, false, false]);
  breakers.failed('p');
  clock.advance(29_000);
  expect(breakers.enter('p')).toBe(false);
  clock.advance(1000);
  expect(breakers.enter('p')).toBe(true);
  breakers.succeeded('p', 100);
  expect([breakers.enter('p'), breakers.enter('p')]).toEqual([true, true]);
});

it('a probe that tells nothing makes room for the next', () => {
  const clock = new TestClock();
  const breakers = new Breakers(clock);
  failing(breakers, 5);
  clock.advance(30_000);
  breakers.enter('p');
  breakers.left('p');
  expect(breakers.enter('p')).toBe(true);
});

it('failures far apart open nothing', () => {
  const clock = new TestClock();
  const breakers = new Breakers(clock);
  for (let time = 0; time < 20; time++) {
    failing(breakers, 1);
    clock.advance(20_000);
  }
  expect(breakers.enter('p')).toBe(true);
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
