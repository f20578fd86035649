import { expect, it } from 'vitest';
import { GENERAL_EMBEDDER_ANSWER, GENERAL_GENERATOR_ANSWER, GENERAL_PROMPTS } from './general-prompts';
import { SMOLLM2_135M_DESK } from './smollm2-135m-desk';

const placeholders = (text: string): string[] => text.match(/\{\w+\}/g)?.toSorted() ?? [];

it('asks with the same facts as the dialect that tasks were built for', () => {
  for (const [part, text] of Object.entries(SMOLLM2_135M_DESK.prompts ?? {})) {
    expect(placeholders(GENERAL_PROMPTS[part as keyof typeof GENERAL_PROMPTS]), part).toEqual(
      placeholders(text),
    );
  }
});

it('accepts any wording of the right answer', () => {
  expect(GENERAL_GENERATOR_ANSWER).toMatchObject({ match: 'contains', expected: 'morning' });
});

it('compares texts that no two share a word of meaning of', () => {
  if (GENERAL_EMBEDDER_ANSWER.kind !== 'nearer') throw new Error('another kind of answer');
  const { text, near, far } = GENERAL_EMBEDDER_ANSWER;
  // Function words are shorter than that, but for these.
  const words = (each: string): string[] =>
    (each.toLowerCase().match(/[a-z]{4,}/g) ?? []).filter((word) => !['this', 'when', 'will'].includes(word));
  const others = [...words(near), ...words(far)];
  expect(words(text).filter((word) => others.includes(word))).toEqual([]);
});
