import { describe, expect, it } from 'vitest';
import { CHAT, loadServerModel } from '../../../tests/support/loaded-server-model';
import { answer, json } from '../../../tests/support/scripted-server';

describe('going on from a beginning', () => {
  const prefix = 'Dear Ms Smith,';

  it.each([
    ['llama-cpp', {}],
    ['vllm', { continue_final_message: true, add_generation_prompt: false }],
  ] as const)('is asked of %s in its own way', async (kind, extras) => {
    const { generate, connection } = await loadServerModel({ kind }, { [CHAT]: () => answer(' thank you.') });
    expect((await generate({ prefix })).text).toBe(' thank you.');
    const [body] = connection.bodies(CHAT);
    expect(body).toMatchObject(extras);
    expect(body?.['messages']).toEqual([
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: prefix },
    ]);
  });

  it('is tried first, once, where it depends on the model', async () => {
    const { generate, connection } = await loadServerModel(
      { kind: 'lm-studio' },
      {
        '/api/v0/models': () => json(200, { data: [{ id: 'm', loaded_context_length: 4096 }] }),
        [CHAT]: [() => answer(' sev', 'en, eight'), () => answer(' thank you.')],
      },
    );
    expect((await generate({ prefix })).text).toBe(' thank you.');
    expect((await generate({ prefix })).text).toBe(' thank you.');
    expect(connection.bodies(CHAT)).toHaveLength(3);
  });

  it.each([
    ['begins anew', () => answer('One, two, three')],
    ['refuses', () => json(400, { error: { message: 'Unexpected last role' } })],
  ])('is refused when the model %s', async (_how, respond) => {
    const { generate, connection, pieces } = await loadServerModel({ kind: 'other' }, { [CHAT]: respond });
    const refusal = { failure: { code: 'request-unsupported' } };
    await expect(generate({ prefix })).rejects.toMatchObject(refusal);
    await expect(generate({ prefix })).rejects.toMatchObject(refusal);
    expect(connection.bodies(CHAT)).toHaveLength(1);
    expect(pieces).toEqual([]);
  });

  it('is not settled by a server that is busy', async () => {
    const { generate } = await loadServerModel(
      { kind: 'other' },
      { [CHAT]: [() => json(503, {}), () => answer(' seven'), () => answer(' thank you.')] },
    );
    await expect(generate({ prefix })).rejects.toMatchObject({ failure: { retryable: true } });
    expect((await generate({ prefix })).text).toBe(' thank you.');
  });

  it('gives what follows only, also from a server that repeats the beginning', async () => {
    const whole = { choices: [{ message: { content: `${prefix} thank you.` }, finish_reason: 'stop' }] };
    const { generate } = await loadServerModel({ kind: 'llama-cpp' }, { [CHAT]: () => json(200, whole) });
    expect((await generate({ prefix })).text).toBe(' thank you.');
  });
});
