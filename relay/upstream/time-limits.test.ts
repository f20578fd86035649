import { expect, it } from 'vitest';
import { delta } from '../../tests/support/scripted-server.ts';
import { chatBody } from '../testing/relay-client.ts';
import { testRelay } from '../testing/test-relay.ts';

/** A provider that says this and then holds the connection open. */
async function heldOpen(...said: readonly unknown[]): Promise<string> {
  const text = said.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(new TextEncoder().encode(text)),
  });
  const held = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  const relay = await testRelay({ RELAY_IDLE_SECONDS: '0.1' }, { answer: () => Promise.resolve(held) });
  const response = await relay.request('/v1/chat/completions', {
    method: 'POST',
    headers: { authorization: `Bearer ${await relay.login()}` },
    body: chatBody('openai/model'),
  });
  return response.text();
}

it('an answer that told its end is whole, though the provider never closes the connection', async () => {
  const usage = { choices: [], usage: { prompt_tokens: 10, completion_tokens: 4 } };
  const said = await heldOpen(delta('Good morning.'), delta('', 'stop'), usage);
  expect(said).toContain('data: [DONE]');
  expect(said).toContain('"costMicros":50');
});

it('one that did not is interrupted', async () => {
  const said = await heldOpen(delta('Good morning.'));
  expect(said).toContain('event: incomplete');
  expect(said).not.toContain('[DONE]');
});
