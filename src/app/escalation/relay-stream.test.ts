import { expect, it } from 'vitest';
import { streamed } from '../../../tests/support/scripted-server';
import { readRelayStream } from './relay-stream';

const RECEIPT = {
  requestId: 'r',
  provider: 'openai',
  model: 'm',
  privacy: 'no-training',
  promptTokens: 1,
  completionTokens: 2,
  costMicros: 3,
  estimated: false,
  durationMs: 4,
};
const chunk = (content: string, more: object = {}): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }], ...more })}\n\n`;

async function read(text: string, end: 'closed' | 'broken' = 'closed') {
  const bytes = new TextEncoder().encode(text);
  // Cut within characters too.
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) =>
    bytes.slice(at * 7, at * 7 + 7),
  );
  const { body } = streamed(pieces, end);
  if (!body) throw new TypeError('A stream has a body.');
  let shown = '';
  const answer = await readRelayStream(body, {
    signal: new AbortController().signal,
    onText: (piece) => (shown += piece),
  });
  expect(shown).toBe(answer.text);
  return answer;
}

it('reads a whole answer with its receipt', async () => {
  const answer = await read(`${chunk('Grüße, ')}${chunk('Ada', { deskside: RECEIPT })}data: [DONE]\n\n`);
  expect(answer).toEqual({ text: 'Grüße, Ada', isWhole: true, problem: null, receipt: RECEIPT });
});

it.each([
  [
    'the relay says so',
    `event: incomplete\ndata: ${JSON.stringify({ error: { code: 'incomplete', message: 'It broke off.' }, deskside: RECEIPT })}\n\n`,
  ],
  ['the connection ends', ''],
  ['something else comes', 'data: 17\n\n'],
])('keeps what came, and never calls it whole, when %s', async (_name, end) => {
  const answer = await read(`${chunk('Half an ')}${end}`);
  expect(answer).toMatchObject({ text: 'Half an ', isWhole: false });
  expect(answer.problem).toMatch(/broke off/u);
});

it.each(['closed', 'broken'] as const)(
  'takes an answer for whole that told its end before the connection was %s',
  async (end) => {
    const last = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], deskside: RECEIPT };
    const sent = `${chunk('Yes.')}data: ${JSON.stringify(last)}\n\n`;
    expect(await read(sent, end)).toEqual({ text: 'Yes.', isWhole: true, problem: null, receipt: RECEIPT });
  },
);

it.each([
  ['length', 'Half an answer, ', /end is missing/u],
  ['content_filter', '', /refused to answer/u],
])('calls no answer whole whose end the provider left out (%s)', async (reason, text, problem) => {
  const end = { choices: [{ index: 0, delta: {}, finish_reason: reason }], deskside: RECEIPT };
  const answer = await read(`${chunk(text)}data: ${JSON.stringify(end)}\n\ndata: [DONE]\n\n`);
  expect(answer).toMatchObject({ text, isWhole: false, receipt: RECEIPT });
  expect(answer.problem).toMatch(problem);
});
