/** What the fake provider of the benchmark says, and how one knows that all of it came. */
export const FIRST_WORD = 'Thank';
export const LAST_WORD = 'regards.';
/** The model that every contestant asks for at the provider. */
export const UPSTREAM_MODEL = 'mail-model';
export const UPSTREAM_KEY = 'key-of-the-benchmark';

const BETWEEN =
  'you for your mail of Tuesday . The berth is free from nine , and the crane is booked for two hours ; please send the list of goods before noon . Kind';
/** As many chunks as a short reply has tokens. */
const WORDS: readonly string[] = [
  FIRST_WORD,
  ...BETWEEN.split(' ').map((word) => ` ${word}`),
  ` ${LAST_WORD}`,
];

const PROMPT_TOKENS = 420;
const USAGE = {
  prompt_tokens: PROMPT_TOKENS,
  completion_tokens: WORDS.length,
  total_tokens: PROMPT_TOKENS + WORDS.length,
};
const HEAD = { id: 'chatcmpl-benchmark', created: 1_780_000_000, model: UPSTREAM_MODEL };

/** The body of an answer in one piece. */
export function wholeAnswer(): Buffer {
  const message = { role: 'assistant', content: WORDS.join(''), refusal: null };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: 'stop' }];
  return Buffer.from(JSON.stringify({ ...HEAD, object: 'chat.completion', choices, usage: USAGE }));
}

/** The events of a stream, one for each word. */
export function streamedAnswer(withUsage: boolean): readonly Buffer[] {
  const event = (body: object): string =>
    `data: ${JSON.stringify({ ...HEAD, object: 'chat.completion.chunk', ...body })}\n\n`;
  const choice = (delta: object, finish: string | null): string =>
    event({ choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] });
  const events = WORDS.map((content, at) =>
    choice(at === 0 ? { role: 'assistant', content } : { content }, null),
  );
  const usage = withUsage ? event({ choices: [], usage: USAGE }) : '';
  return [...events, `${choice({}, 'stop')}${usage}data: [DONE]\n\n`].map((text) => Buffer.from(text));
}
