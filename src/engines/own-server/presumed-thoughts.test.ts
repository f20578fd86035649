import { describe, expect, it } from 'vitest';
import {
  answer,
  delta,
  events,
  json,
  scriptedServer,
  silent,
  type ScriptedAnswer,
} from '../../../tests/support/scripted-server';
import { serverTarget } from '../../../tests/support/server-target';
import { createOwnServerEngine } from './own-server-engine';

const LEAK: ScriptedAnswer = () => answer('Hm. Well.', '</think>', '\n\nYes.');
const REQUEST = { turns: [{ role: 'user' as const, content: 'Hello' }], maxTokens: 16 };

/** A model that has let its thoughts, or a stray mark, into its first answer. */
async function afterALeak(...next: readonly ScriptedAnswer[]) {
  const { server, fetch } = scriptedServer(
    {},
    {
      '/v1/models': () => json(200, { data: [{ id: 'm' }] }),
      '/v1/chat/completions': [LEAK, ...next],
    },
  );
  const model = await createOwnServerEngine({ findServer: () => server, fetch }).load(serverTarget('m'));
  const generate = (signal = new AbortController().signal) =>
    model.generate(REQUEST, () => undefined, signal);
  await expect(generate()).rejects.toMatchObject({ failure: { code: 'server-refused', retryable: true } });
  return generate;
}

describe('an answer after one that held the end of thoughts without their beginning', () => {
  it('is not taken for thoughts twice when it holds none', async () => {
    const generate = await afterALeak(() => answer('Good ', 'morning.'));
    await expect(generate()).rejects.toMatchObject({
      failure: { code: 'server-refused', retryable: true, message: expect.stringContaining('Try again') },
    });
    expect(await generate()).toMatchObject({ text: 'Good morning.', finish: 'stop' });
  });

  it('goes without its thoughts when it holds some, also after a plain failure', async () => {
    const generate = await afterALeak(() => json(503, {}), LEAK);
    await expect(generate()).rejects.toMatchObject({ failure: { retryable: true } });
    expect((await generate()).text).toBe('Yes.');
  });

  it('is refused when thoughts may have filled it to the limit', async () => {
    const generate = await afterALeak(() => events(delta('Let me see. '), delta('Well,', 'length')));
    await expect(generate()).rejects.toMatchObject({ failure: { code: 'request-unsupported' } });
  });

  it('may be empty, or cancelled', async () => {
    const generate = await afterALeak(() => events(delta('', 'stop')), silent);
    expect(await generate()).toMatchObject({ text: '', finish: 'stop' });
    const stop = new AbortController();
    const running = generate(stop.signal);
    setTimeout(() => stop.abort());
    expect(await running).toMatchObject({ text: '', finish: 'cancelled' });
  });
});
