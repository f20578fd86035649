import { expect, it } from 'vitest';
import type { GenerateRequest, GenerateResult, PromptDialect } from '../contracts/capabilities';
import { CANCELLED, type Result } from '../contracts/failure';
import { createHostedGenerator } from './hosted-generator';
import type { ModelHost } from './model-host';
import { WORKER_DIED } from './worker-lane';

type Writing = (request: GenerateRequest, onText: (piece: string) => void) => Promise<Result<GenerateResult>>;

const DIED: Result<never> = { ok: false, failure: WORKER_DIED };
const answer = (text: string): Result<GenerateResult> => ({
  ok: true,
  value: {
    ...{ text, promptTokens: 5, reusedTokens: 0, newTokens: text.split(' ').length, finish: 'stop' },
    ...{ firstTokenMs: 1, totalMs: 2 },
  },
});

/** A generator whose n-th worker writes like the n-th of these. */
function generatorOver(...workers: Writing[]) {
  const asked: GenerateRequest[] = [];
  const host = {
    run: (_: unknown, invoke: (api: { generate: Writing }, target: object) => Promise<unknown>) =>
      invoke(
        {
          generate(request, onText) {
            asked.push(request);
            return workers[asked.length - 1]?.(request, onText) ?? Promise.resolve(DIED);
          },
        },
        {},
      ),
  } as unknown as ModelHost;
  return { asked, generator: createHostedGenerator('m', {} as PromptDialect, host) };
}

it('takes no text from a worker that has been given up, however late it comes', async () => {
  let late: () => void = () => undefined;
  const { generator, asked } = generatorOver(
    async (_, onText) => {
      onText('one');
      late = () => onText(' late');
      return DIED;
    },
    async (_, onText) => {
      late();
      onText(' two');
      return answer(' two');
    },
  );
  let streamed = '';
  const { text, newTokens } = await generator.generate(
    { turns: [], maxTokens: 9 },
    { onText: (piece) => (streamed += piece) },
  );
  expect(text).toBe('one two');
  expect(streamed).toBe('one two');
  expect(newTokens).toBe(3);
  expect(asked[1]).toMatchObject({ prefix: 'one', maxTokens: 8 });
});

it('ends at the token limit when a worker dies after the last token', async () => {
  const { generator, asked } = generatorOver(async (_, onText) => {
    onText('one');
    onText(' two');
    return DIED;
  });
  expect(await generator.generate({ turns: [], maxTokens: 2 })).toMatchObject({
    text: 'one two',
    finish: 'length',
  });
  expect(asked).toHaveLength(1);
});

it('asks for an answer with a schema as it was asked for, and gives it in one piece', async () => {
  const { generator, asked } = generatorOver(
    async (_, onText) => {
      onText('{"a":');
      return DIED;
    },
    async (_, onText) => {
      onText('{"a":');
      onText(' 1}');
      return answer('{"a": 1}');
    },
  );
  const pieces: string[] = [];
  const request = { turns: [], maxTokens: 9, schema: { type: 'object' } };
  const { text } = await generator.generate(request, { onText: (piece) => pieces.push(piece) });
  expect(text).toBe('{"a": 1}');
  expect(pieces).toEqual(['{"a": 1}']);
  expect(asked).toEqual([request, request]);
});

it('streams nothing of a JSON answer that was cancelled half-way', async () => {
  const { generator } = generatorOver(async (_, onText) => {
    onText('{"category": "re');
    return { ok: false, failure: CANCELLED };
  });
  const streamed: string[] = [];
  const result = await generator.generate(
    { turns: [], maxTokens: 9, schema: { type: 'object' } },
    { onText: (piece) => streamed.push(piece) },
  );
  expect(result.finish).toBe('cancelled');
  expect(streamed).toEqual([]);
});
