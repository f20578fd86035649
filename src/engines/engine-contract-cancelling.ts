import fc from 'fast-check';
import { expect } from 'vitest';
import {
  ANSWER_TOKENS,
  ask,
  NEVER,
  ruleOf,
  type ContractSubject,
  type ContractTarget,
  type SharedModel,
} from './engine-contract-subject';

/** Milliseconds after which the reading of a long prompt is cancelled; no model here has read it by then. */
const READING_MS = 20;
const LONG_PROMPT_TOKENS = 300;
/** Many vocabularies take digits one by one. */
const TOKENS_A_NUMBER = 4;

/** A cancel ends the answer, and nothing else. */
export function describeCancelling(
  subject: ContractSubject,
  target: ContractTarget,
  loaded: SharedModel,
): void {
  const rule = ruleOf(subject);

  rule('stops when cancelled at any piece and gives a whole next answer', async () => {
    const whole = await ask(loaded());
    const anyPieceButLast = fc.integer({ min: 1, max: whole.pieces.length - 1 });
    await fc.assert(
      fc.asyncProperty(anyPieceButLast, async (cancelAt) => {
        const controller = new AbortController();
        const cut = await ask(loaded(), {}, controller.signal, (count) => {
          if (count === cancelAt) controller.abort();
        });
        expect(cut.result.finish).toBe('cancelled');
        expect(cut.result.newTokens).toBeLessThan(ANSWER_TOKENS);
        expect(cut.pieces.join('')).toBe(cut.result.text);
        expect(whole.result.text.startsWith(cut.result.text)).toBe(true);
        expect((await ask(loaded())).result.text).toBe(whole.result.text);
      }),
      { numRuns: subject.propertyRuns },
    );
  });

  rule('does not start when cancelled before', async () => {
    const { result, pieces } = await ask(loaded(), {}, AbortSignal.abort());
    expect(result).toMatchObject({ finish: 'cancelled', text: '', newTokens: 0 });
    expect(pieces).toEqual([]);
  });

  rule('stops while it reads a long prompt', async () => {
    const whole = (await ask(loaded())).result.text;
    const tokens = Math.min(LONG_PROMPT_TOKENS, target.model.contextLength / 2);
    const turns = [{ role: 'user' as const, content: numbers(tokens / TOKENS_A_NUMBER) }];
    const controller = new AbortController();
    const cut = ask(loaded(), { turns }, controller.signal);
    setTimeout(() => controller.abort(), READING_MS);
    expect((await cut).result).toMatchObject({ finish: 'cancelled', text: '', newTokens: 0 });
    expect((await ask(loaded())).result.text).toBe(whole);
    // What was read before the cancel must not be taken for what was asked now.
    const fresh = (await ask(loaded(), { turns, maxTokens: 2 })).result.text;
    expect((await ask(loaded(), { turns, maxTokens: 2 }, NEVER)).result.text).toBe(fresh);
  });
}

/** A text in which nothing repeats. */
function numbers(count: number): string {
  return Array.from({ length: Math.floor(count) }, (_, i) => 100 + ((i * 37) % 900)).join(' ');
}
