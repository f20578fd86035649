import { expect, it } from 'vitest';
import { bodyHash } from '../../src/contracts/relay.ts';
import { chatBody } from '../testing/relay-client.ts';
import { codeOfRefusal, testRelay, type TestRelay } from '../testing/test-relay.ts';

const CHAIN = {
  RELAY_CONSENT: 'on',
  RELAY_CHAINS: '{"best":["openai/large","openai/small"]}',
  RELAY_PRICES: '{"openai/large":[{"input":1,"output":1}],"openai/small":[{"input":1,"output":1}]}',
};

async function ask(relay: TestRelay, models: readonly string[]): Promise<Response> {
  const token = await relay.login();
  const body = await bodyHash(new TextEncoder().encode(chatBody('best', { stream: false })));
  const agreed = await relay.request('/v1/consents', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ body, model: 'best', models }),
  });
  const { consent } = (await agreed.json()) as { consent: string };
  return relay.chat(token, 'best', { 'Deskside-Consent': consent });
}

it('asks no model of a chain that was not named to the user, and its receipt names the one that answered', async () => {
  const relay = await testRelay(CHAIN);
  expect(await (await ask(relay, ['openai/small'])).json()).toMatchObject({
    deskside: { provider: 'openai', model: 'small' },
  });
  const changed = await ask(relay, ['openai/former']);
  expect([changed.status, await codeOfRefusal(changed)]).toEqual([502, 'provider-unavailable']);
  expect(relay.calls).toHaveLength(1);
});
