import { embed, embedMany, generateText, jsonSchema, Output, streamText } from 'ai';
import { describe, expect, it } from 'vitest';
import { setUp } from '../../tests/support/fake-inference-client';
import { toFailure } from '../contracts/failure';
import type { FakeEngineOptions } from '../engines/fake/fake-engine';
import { createDesksideProvider } from './ai-sdk';

/** Deskside's workers and queue over the fake engine, behind the real AI SDK. */
function provider(options: FakeEngineOptions = {}) {
  const { client, generator } = setUp([options]);
  return createDesksideProvider({
    models: { embedder: client.embedder, generator: () => generator },
    maxOutputTokens: 20,
  });
}

/** What the fake engine answers, but to the question by which each model is checked after loading. */
const answering = (answer: NonNullable<FakeEngineOptions['answer']>): FakeEngineOptions => ({
  answer: (request) => (request.turns.at(-1)?.content === 'ready' ? 'ready ready' : answer(request)),
});
/** Long enough for a word to reach the worker. */
const aWhile = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
/** Says the last turn again, once. */
const ECHO = answering(({ turns }) => turns.at(-1)?.content ?? '');

describe('the AI SDK over Deskside’s engines', () => {
  it('generates text, with usage and the reason for its end', async () => {
    const { text, usage, finishReason, response } = await generateText({
      model: provider(ECHO)('fake-generator'),
      instructions: 'Echo.',
      prompt: 'one two three',
    });
    expect(text).toBe('one two three');
    expect(finishReason).toBe('stop');
    expect(usage).toMatchObject({ inputTokens: 4, outputTokens: 3, totalTokens: 7 });
    expect(response.modelId).toBe('fake-generator');
  });

  it('keeps to the number of tokens and to stop strings', async () => {
    const model = provider(ECHO)('fake-generator');
    const cut = await generateText({ model, prompt: 'one two three', maxOutputTokens: 2 });
    expect([cut.text.trim(), cut.finishReason]).toEqual(['one two', 'length']);
    const stopped = await generateText({ model, prompt: 'one two three', stopSequences: ['three'] });
    expect(stopped.text.trim()).toBe('one two');
  });

  it('streams piece by piece', async () => {
    const { textStream, usage, finishReason } = streamText({
      model: provider(ECHO)('fake-generator'),
      prompt: 'one two three',
    });
    const pieces: string[] = [];
    for await (const piece of textStream) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe('one two three');
    expect(await finishReason).toBe('stop');
    expect((await usage).outputTokens).toBe(3);
  });

  it('takes a conversation, and says which settings it has not', async () => {
    const { text, warnings } = await generateText({
      model: provider(answering(({ turns }) => turns.map(({ role }) => role).join(' ')))('fake-generator'),
      messages: [
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'Good morning' },
        { role: 'user', content: [{ type: 'text', text: 'And now?' }] },
      ],
      topP: 0.5,
    });
    expect(text).toBe('user assistant user');
    expect(warnings).toEqual([{ type: 'unsupported', feature: 'topP' }]);
  });

  it('ends when it is aborted, and the engine is free for the next', async () => {
    const abort = new AbortController();
    let armed = false;
    const model = provider({
      ...ECHO,
      pause: async ({ token }) => {
        if (!armed) return;
        if (token === 1) abort.abort();
        await aWhile();
      },
    })('fake-generator');
    await generateText({ model, prompt: 'loaded' });
    armed = true;
    const aborted = generateText({
      model,
      prompt: 'one two three four five six',
      abortSignal: abort.signal,
      maxRetries: 0,
    });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect((await generateText({ model, prompt: 'one two' })).text).toBe('one two');
  });

  it('ends a stream that nobody reads any more', async () => {
    let written = 0;
    const words = 'a b c d e f g h i j k l m n o p';
    const model = provider({
      ...ECHO,
      pause: async ({ token }) => {
        written = Math.max(written, token);
        await aWhile();
      },
    })('fake-generator');
    const { stream } = await model.doStream({
      prompt: [{ role: 'user', content: [{ type: 'text', text: words }] }],
    });
    const reader = stream.getReader();
    while ((await reader.read()).value?.type !== 'text-delta');
    await reader.cancel();
    expect((await generateText({ model, prompt: 'free' })).text).toBe('free');
    expect(written).toBeLessThan(15);
  });

  it('answers in the form of a schema', async () => {
    const { output } = await generateText({
      model: provider(answering(({ schema }) => JSON.stringify({ asked: schema !== undefined })))(
        'fake-generator',
      ),
      prompt: 'Is it asked?',
      output: Output.object({
        schema: jsonSchema<{ asked: boolean }>({
          type: 'object',
          properties: { asked: { type: 'boolean' } },
          required: ['asked'],
        }),
      }),
    });
    expect(output).toEqual({ asked: true });
  });

  it('tells failures in Deskside’s words', async () => {
    const model = provider()('fake-generator');
    const tooLong = await generateText({ model, prompt: 'word '.repeat(400), maxRetries: 0 }).catch(
      toFailure,
    );
    expect(tooLong).toMatchObject({ code: 'context-overflow' });
    const image = generateText({
      model,
      messages: [
        { role: 'user', content: [{ type: 'file', data: new Uint8Array([1]), mediaType: 'image/png' }] },
      ],
      maxRetries: 0,
    }).catch(toFailure);
    expect(await image).toMatchObject({ code: 'request-unsupported' });
    expect(() => provider().imageModel('x')).toThrow('no images');
  });

  it('embeds one text and many', async () => {
    const model = provider().embeddingModel('fake-embedder');
    const { embedding } = await embed({ model, value: 'hello world' });
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
    const { embeddings } = await embedMany({ model, values: ['hello world', 'other words'] });
    expect(embeddings[0]).toEqual(embedding);
    expect(embeddings[1]).not.toEqual(embedding);
  });
});
