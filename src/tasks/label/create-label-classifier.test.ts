import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextEmbedder } from '../../contracts/capabilities';
import type { LabelDefinition, LabelExample } from '../../contracts/labels';
import { createLabelClassifier } from './create-label-classifier';
import { stemOf, wordsOf } from './terms';

const DIMENSIONS = 48;

/** Texts with the same words point the same way; nothing else is known of meaning. */
const embedder: TextEmbedder = {
  modelId: 'words',
  embed: async (texts) =>
    texts.map((text) => {
      const vector = new Float32Array(DIMENSIONS).fill(0.01);
      for (const word of wordsOf(text)) {
        const hash = [...stemOf(word)].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
        vector[hash % DIMENSIONS] = (vector[hash % DIMENSIONS] ?? 0) + 1;
      }
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    }),
};

const ANIMALS: readonly LabelDefinition[] = [
  { name: 'cat', description: 'A cat that meows and purrs.' },
  { name: 'dog', description: 'A dog that barks and fetches sticks.' },
];

describe('createLabelClassifier', () => {
  it('goes by what the labels say while there is no example', async () => {
    const classifier = await createLabelClassifier(ANIMALS, [], embedder);
    const [first, second] = await classifier.classify(['It purrs and meows all day', 'Barks at the postman']);
    expect(first?.label).toBe('cat');
    expect(second?.label).toBe('dog');
    expect(first?.reasons.join(' ')).toMatch(/purrs|meows/);
  });

  it('follows an example at once, against its own first guess', async () => {
    const texts = ['The parcel never came', 'The parcel came too late', 'It purrs'];
    const before = await (await createLabelClassifier(ANIMALS, [], embedder)).classify(texts);
    const other = before[1]?.likeliest === 'cat' ? 'dog' : 'cat';
    const taught = await createLabelClassifier(
      ANIMALS,
      [{ text: 'The parcel came late', label: other }],
      embedder,
    );
    const after = await taught.classify(texts);
    expect(after[1]?.likeliest).toBe(other);
    expect(after[1]?.reasons.join(' ')).toMatch(/parcel|example/);
    expect(after[2]?.likeliest).toBe('cat');
  });

  it('stays as sure of other texts after the first example', async () => {
    const texts = [
      'It purrs and meows',
      'Barks at the postman',
      'Fetches sticks and barks',
      'Meows at night',
    ];
    const sure = async (examples: readonly LabelExample[]): Promise<number> => {
      const verdicts = await (await createLabelClassifier(ANIMALS, examples, embedder)).classify(texts);
      return verdicts.reduce((sum, { confidence }) => sum + confidence, 0) / texts.length;
    };
    const before = await sure([]);
    expect(await sure([{ text: 'The parcel came late', label: 'cat' }])).toBeGreaterThan(before - 0.1);
    // One that was told wrongly, against what its words say.
    expect(await sure([{ text: 'A cat that purrs and meows', label: 'dog' }])).toBeGreaterThan(before - 0.2);
  });

  it('takes the last word on a text that was told twice, and leaves out labels that are gone', async () => {
    const examples = [
      { text: 'blue parcel box', label: 'cat' },
      { text: 'blue parcel box', label: 'dog' },
      { text: 'blue parcel crate', label: 'bird' },
    ];
    const [verdict] = await (
      await createLabelClassifier(ANIMALS, examples, embedder)
    ).classify(['blue parcel box']);
    expect(verdict?.likeliest).toBe('dog');
    expect(Object.keys(verdict?.probabilities ?? {})).toEqual(['cat', 'dog']);
  });

  it('says that it is not sure below the confidence that is asked for', async () => {
    const options = { leastConfidence: 0.95 };
    const classifier = await createLabelClassifier(ANIMALS, [], embedder, options);
    const [verdict] = await classifier.classify(['Quarterly figures of the harbour']);
    expect(verdict?.label).toBeNull();
    expect(verdict?.likeliest).toMatch(/cat|dog/);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const classifier = await createLabelClassifier(ANIMALS, [], embedder);
    controller.abort();
    await expect(classifier.classify(['x y z'], { signal: controller.signal })).rejects.toThrow(/abort/i);
  });

  it('gives probabilities and a reason for whatever it is given', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const example = fc.record({ text, label: fc.constantFrom('cat', 'dog', 'fish', '') });
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
        fc.array(example, { maxLength: 6 }),
        fc.array(text, { maxLength: 6 }),
        async (names, examples, texts) => {
          const labels = names.map((label) => ({ name: label, description: '' }));
          const told = [...examples, ...names.map((label) => ({ text: `of ${label}`, label }))];
          const verdicts = await (await createLabelClassifier(labels, told, embedder)).classify(texts);
          expect(verdicts).toHaveLength(texts.length);
          for (const { probabilities, likeliest, confidence, reasons } of verdicts) {
            const values = Object.values(probabilities);
            expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
            expect(confidence).toBe(Math.max(...values));
            expect(names).toContain(likeliest);
            expect(reasons.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
