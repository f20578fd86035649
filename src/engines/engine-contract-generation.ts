import { expect } from 'vitest';
import { LONE_SURROGATE } from './engine-contract-characters';
import {
  ANSWER_TOKENS,
  ask,
  failureOf,
  loadOnce,
  NEVER,
  ruleOf,
  TURNS,
  type ContractSubject,
  type ContractTarget,
  type SharedModel,
} from './engine-contract-subject';

const MAIL =
  'Subject: Minutes. The board met on 3 March, agreed the budget of 12,400 EUR and put off the choice of a supplier until May. ';

/** What an answer is, whatever the model says. */
export function describeGeneration(
  subject: ContractSubject,
  target: ContractTarget,
  loaded: SharedModel,
): void {
  const rule = ruleOf(subject);

  rule('streams what it returns', async () => {
    const { result, pieces } = await ask(loaded());
    expect(result.text).not.toBe('');
    expect(pieces.join('')).toBe(result.text);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces).not.toContain('');
    expect(result.firstTokenMs).toBeLessThanOrEqual(result.totalMs);
  });

  rule('answers the same again', async () => {
    const first = await ask(loaded());
    // Another prompt in between, so that nothing of it may linger.
    await ask(loaded(), { turns: [{ role: 'user', content: 'Say: good morning.' }], maxTokens: 3 });
    const second = await ask(loaded());
    expect(second.result.text).toBe(first.result.text);
  });

  rule('counts tokens', async () => {
    const { result } = await ask(loaded());
    expect(result.newTokens).toBeGreaterThan(0);
    expect(result.newTokens).toBeLessThanOrEqual(ANSWER_TOKENS);
    expect(await loaded().countTokens('')).toBe(0);
    expect(await loaded().countTokens('two words')).toBeGreaterThanOrEqual(2);
    const counts = await Promise.all(TURNS.map(({ content }) => loaded().countTokens(content)));
    const content = counts.reduce((sum, count) => sum + count, 0);
    // The template adds some around each turn, and may join some at its borders.
    expect(result.promptTokens).toBeGreaterThan(0.8 * content);
    expect(result.promptTokens).toBeLessThan(content + 60);
  });

  rule('reads a beginning that it knows only once', async () => {
    const askAbout = (question: string) =>
      ask(loaded(), { turns: [{ role: 'user', content: `${MAIL.repeat(3)}\n\n${question}` }], maxTokens: 2 });
    await askAbout('What was agreed?');
    const { result } = await askAbout('Who was there?');
    expect(result.reusedTokens).toBeGreaterThan(result.promptTokens / 2);
    expect(result.reusedTokens).toBeLessThan(result.promptTokens);
  });

  rule('ends at the token limit', async () => {
    const { result } = await ask(loaded(), { maxTokens: 2 });
    expect(result).toMatchObject({ newTokens: 2, finish: 'length' });
  });

  rule('never shows a stop string', async () => {
    const whole = (await ask(loaded())).result.text;
    const middle = Math.floor(whole.length / 2);
    await expectStopAt(loaded, whole, whole.slice(middle, middle + 3));
  });

  rule('never shows a stop string that is spread over pieces', async () => {
    const { result, pieces } = await ask(loaded());
    const [first = '', second = ''] = pieces;
    await expectStopAt(loaded, result.text, `${first.slice(-2)}${second.slice(0, 2)}`);
  });

  rule('goes on from a prefix', async () => {
    const whole = (await ask(loaded())).result.text;
    const prefix = whole.slice(0, whole.lastIndexOf(' '));
    const { result } = await ask(loaded(), { prefix, maxTokens: 2 });
    expect(result.text).not.toBe('');
    expect(whole.startsWith(prefix + result.text.slice(0, 3))).toBe(true);
  });

  rule('keeps characters whole', async () => {
    const { result, pieces } = await ask(loaded(), {
      turns: [{ role: 'user', content: 'Repeat exactly: 👩‍💻 Grüße, 報告 ne\u0301e ok' }],
      maxTokens: 16,
    });
    for (const piece of pieces) expect(piece).not.toMatch(LONE_SURROGATE);
    expect(pieces.join('')).toBe(result.text);
  });

  rule('refuses what does not fit', async () => {
    const room = target.model.contextLength;
    const overflow = loaded().generate(
      { turns: [{ role: 'user', content: 'word '.repeat(room + 1) }], maxTokens: 1 },
      () => expect.unreachable('nothing may be generated'),
      NEVER,
    );
    expect(await failureOf(overflow)).toBe('context-overflow');
    expect(await failureOf(ask(loaded(), { maxTokens: room }))).toBe('context-overflow');
    expect((await ask(loaded(), { maxTokens: 2 })).result.newTokens).toBe(2);
  });
}

async function expectStopAt(loaded: SharedModel, whole: string, stop: string): Promise<void> {
  expect(whole).toContain(stop);
  const { result, pieces } = await ask(loaded(), { stop: ['never written', stop] });
  expect(result.finish).toBe('stop');
  expect(result.text).toBe(whole.slice(0, whole.indexOf(stop)));
  expect(pieces.join('')).toBe(result.text);
}

/** All that can be asked of a generator that takes seconds over a token: a load, four tokens, a cancel. */
export function describeSmokeGeneration(subject: ContractSubject, target: ContractTarget): void {
  const rule = ruleOf(subject);
  const loaded = loadOnce(subject, target);
  // Longer than what is asked for, so that no model is done by then.
  const turns = [{ role: 'user' as const, content: 'Say: good morning, how are you all today?' }];
  let whole = '';

  rule('writes four greedy tokens', async () => {
    const { result, pieces } = await ask(loaded(), { turns, maxTokens: 4 });
    expect(result).toMatchObject({ newTokens: 4, finish: 'length' });
    expect(result.text).not.toBe('');
    expect(pieces.join('')).toBe(result.text);
    whole = result.text;
  });

  rule('stops when cancelled at any piece and gives a whole next answer', async () => {
    const controller = new AbortController();
    const cut = await ask(loaded(), { turns, maxTokens: 4 }, controller.signal, () => controller.abort());
    expect(cut.result.finish).toBe('cancelled');
    expect(cut.result.newTokens).toBeLessThan(4);
    expect(cut.result.text).not.toBe('');
    expect(whole.startsWith(cut.result.text)).toBe(true);
    expect((await ask(loaded(), { turns, maxTokens: 4 })).result.text).toBe(whole);
  });
}
