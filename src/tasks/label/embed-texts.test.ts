import { expect, it } from 'vitest';
import type { TextEmbedder } from '../../contracts/capabilities';
import { embedTexts } from './embed-texts';

/** Knows whether a text begins with “minutes”. */
const embedder: TextEmbedder = {
  modelId: 'two-words',
  embed: async (texts) =>
    texts.map((text) => (text.startsWith('Minutes') ? Float32Array.of(1, 0) : Float32Array.of(0, 1))),
};

it('gives a document’s title as much say as its text', async () => {
  const [titled, plain, untitled] = await embedTexts(
    [{ title: 'The week', text: 'Nothing' }, 'Minutes', { title: '', text: 'Nothing' }],
    embedder,
  );
  expect(titled?.text).toBe('The week\nNothing');
  expect([...(plain?.vector ?? [])]).toEqual([1, 0]);
  expect([...(untitled?.vector ?? [])]).toEqual([0, 1]);
  const [mixed] = await embedTexts([{ title: 'Minutes', text: 'Nothing' }], {
    ...embedder,
    embed: async ([title, ...others]) =>
      embedder.embed([title ?? '', ...others.map((text) => text.replace('Minutes', ''))]),
  });
  expect(mixed?.vector[0]).toBeCloseTo(Math.SQRT1_2);
  expect(mixed?.vector[1]).toBeCloseTo(Math.SQRT1_2);
});
