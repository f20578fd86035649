import { describe, expect, it } from 'vitest';
import { askRecorded } from '../../../tests/support/ask-recorded';
import { events, json } from '../../../tests/support/scripted-server';
import { MISTRAL } from './mistral-adapter.ts';

/** As in the reference of the API: https://docs.mistral.ai/api/#tag/chat. */
function chunk(content: unknown, finish: string | null = null, more: object = {}) {
  return {
    id: 'cmpl-1',
    object: 'chat.completion.chunk',
    model: 'mistral-x',
    choices: [{ index: 0, delta: { content }, finish_reason: finish }],
    ...more,
  };
}
const USAGE = { usage: { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 } };

describe('Mistral', () => {
  it('streams text and, unasked, usage', async () => {
    const answer = await askRecorded(
      MISTRAL,
      events(chunk('Good '), chunk('morning.', 'stop', USAGE), '[DONE]'),
      { seed: 3 },
    );
    expect(answer).toMatchObject({
      url: 'https://api.mistral.ai/v1/chat/completions',
      text: 'Good morning.',
      finish: 'stop',
      usage: { promptTokens: 9, completionTokens: 5 },
      body: { max_tokens: 50, random_seed: 3 },
    });
    expect(answer.body).not.toHaveProperty('stream_options');
  });

  it('writes thoughts as parts beside the text', async () => {
    const thinking = [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }];
    const stream = events(chunk(thinking), chunk([{ type: 'text', text: 'Yes.' }], 'stop', USAGE), '[DONE]');
    expect(await askRecorded(MISTRAL, stream)).toMatchObject({ thought: 'Hm.', text: 'Yes.' });
  });

  it('ends at the limit of the model, or with an error', async () => {
    expect((await askRecorded(MISTRAL, events(chunk('Go', 'model_length'), '[DONE]'))).finish).toBe('length');
    expect((await askRecorded(MISTRAL, events(chunk('Go', 'error'), '[DONE]'))).problem?.kind).toBe(
      'unavailable',
    );
  });

  it.each([
    [401, { message: 'Unauthorized', request_id: 'x' }, 'key-refused'],
    [
      422,
      { object: 'error', message: { detail: [{ msg: 'Extra inputs' }] }, type: 'invalid_request_error' },
      'request-refused',
    ],
    [
      400,
      {
        object: 'error',
        message: 'Prompt contains 40000 tokens, too large for model with 32768 maximum context length',
        code: '3051',
      },
      'context-overflow',
    ],
    [429, { message: 'Requests rate limit exceeded' }, 'rate-limited'],
  ])('says with %s %j: %s', async (status, body, kind) => {
    expect((await askRecorded(MISTRAL, json(status, body))).problem?.kind).toBe(kind);
  });
});
