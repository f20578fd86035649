import { describe, expect, it } from 'vitest';
import { askRecorded } from '../../../tests/support/ask-recorded';
import { events, json } from '../../../tests/support/scripted-server';
import { GEMINI } from './gemini-adapter.ts';

/** As in the reference of the API: https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse. */
function piece(parts: readonly object[], finishReason?: string) {
  return {
    candidates: [{ content: { parts, role: 'model' }, ...(finishReason ? { finishReason } : {}), index: 0 }],
    usageMetadata: {
      promptTokenCount: 12,
      candidatesTokenCount: 4,
      thoughtsTokenCount: 20,
      totalTokenCount: 36,
    },
    modelVersion: 'gemini-x',
  };
}

describe('Gemini', () => {
  it('streams thoughts, text and the end; thoughts are counted with the answer', async () => {
    const stream = events(
      piece([{ text: 'Hm.', thought: true }]),
      piece([{ text: 'Good' }]),
      piece([{ text: ' morning.' }], 'STOP'),
    );
    expect(await askRecorded(GEMINI, stream)).toMatchObject({
      thought: 'Hm.',
      text: 'Good morning.',
      finish: 'stop',
      usage: { promptTokens: 12, completionTokens: 24 },
      problem: null,
    });
  });

  it('is asked in its own words', async () => {
    const turns = [
      { role: 'system' as const, content: 'Be brief.' },
      { role: 'user' as const, content: 'Hello.' },
      { role: 'assistant' as const, content: 'Hello!' },
    ];
    const { url, headers, body } = await askRecorded(GEMINI, events(piece([{ text: 'x' }], 'STOP')), {
      model: 'gemini-x/../y',
      turns,
      temperature: 0.5,
      json: { schema: { type: 'object' } },
    });
    expect(url).toBe(
      'https://generativelanguage.googleapis.com/v1beta/models/gemini-x%2F..%2Fy:streamGenerateContent?alt=sse',
    );
    expect(headers['x-goog-api-key']).toBe('the-key');
    expect(body).toEqual({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Hello.' }] },
        { role: 'model', parts: [{ text: 'Hello!' }] },
      ],
      generationConfig: {
        maxOutputTokens: 50,
        temperature: 0.5,
        responseMimeType: 'application/json',
        responseJsonSchema: { type: 'object' },
      },
    });
  });

  it('answers in one piece at another address', async () => {
    const answer = await askRecorded(GEMINI, json(200, piece([{ text: 'Good morning.' }], 'MAX_TOKENS')), {
      stream: false,
    });
    expect(answer.url).toMatch(/:generateContent$/);
    expect(answer).toMatchObject({ text: 'Good morning.', finish: 'length' });
  });

  it('that refuses a prompt, or ends for no known reason, gives no answer', async () => {
    const blocked = events({
      promptFeedback: { blockReason: 'SAFETY' },
      usageMetadata: { promptTokenCount: 12 },
    });
    expect(await askRecorded(GEMINI, blocked)).toMatchObject({ problem: { kind: 'content-filtered' } });
    const odd = events(piece([{ text: 'Go' }], 'MALFORMED_RESPONSE'));
    expect(await askRecorded(GEMINI, odd)).toMatchObject({ text: 'Go', problem: { kind: 'unavailable' } });
    const cut = events(piece([{ text: 'Go' }]));
    expect(await askRecorded(GEMINI, cut)).toMatchObject({ text: 'Go', problem: { kind: 'cut-off' } });
  });

  it('says how long to wait in the body of its error', async () => {
    const error = {
      code: 429,
      status: 'RESOURCE_EXHAUSTED',
      message: 'You exceeded your current quota.',
      details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '12.5s' }],
    };
    const { problem } = await askRecorded(GEMINI, json(429, { error }));
    expect(problem).toEqual({ kind: 'rate-limited', status: 429, retryAfterMs: 12_500 });
  });

  it.each([
    [400, 'API key not valid. Please pass a valid API key.', [{ reason: 'API_KEY_INVALID' }], 'key-refused'],
    [
      400,
      'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
      [],
      'context-overflow',
    ],
    [400, 'Invalid value at generation_config', [], 'request-refused'],
    [403, 'Permission denied', [], 'key-refused'],
    [404, 'models/x is not found', [], 'model-missing'],
    [503, 'The model is overloaded.', [], 'unavailable'],
  ])('says with %s “%s”', async (code, message, details, kind) => {
    const { problem } = await askRecorded(
      GEMINI,
      json(code, { error: { code, message, status: 'X', details } }),
    );
    expect(problem?.kind).toBe(kind);
  });
});
