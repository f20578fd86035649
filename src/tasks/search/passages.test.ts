import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitPassages } from './passages';

describe('passages', () => {
  it('stand under their heading, and share no sentence across it', () => {
    const text =
      '# Policy\n\nIntro here.\n\n## Leave\n\nYou may leave early. Ask first.\n\nCosts\n\nThe fee is high.\n';
    expect(splitPassages(text).map(({ start, end, heading }) => [heading, text.slice(start, end)])).toEqual([
      ['Policy', '# Policy\n\nIntro here.'],
      ['Leave', '## Leave\n\nYou may leave early. Ask first.'],
      ['Costs', 'Costs\n\nThe fee is high.'],
    ]);
  });

  it('overlap by a sentence, so that what belongs together is together once', () => {
    const sentences = Array.from(
      { length: 20 },
      (_, nth) => `Sentence number ${nth} tells of matter ${nth} at length.`,
    );
    const text = sentences.join(' ');
    const passages = splitPassages(text).map(({ start, end }) => text.slice(start, end));
    expect(passages.length).toBeGreaterThan(1);
    for (const [nth, sentence] of sentences.slice(1).entries())
      expect(passages.some((passage) => passage.includes(`${sentences[nth] ?? ''} ${sentence}`))).toBe(true);
  });

  it('are in order, not too long, and hold each word of the text', () => {
    const words = fc.array(fc.stringMatching(/^[a-zA-Zäöü.!?\n|#-]{1,12}$/u), { maxLength: 400 });
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join(' ');
        const passages = splitPassages(text);
        let reached = 0;
        for (const { start, end } of passages) {
          expect(end - start).toBeLessThanOrEqual(1_600);
          expect(text.slice(reached, Math.max(reached, start))).not.toMatch(/\p{L}/u);
          expect(end).toBeGreaterThan(reached);
          reached = end;
        }
        expect(text.slice(reached)).not.toMatch(/\p{L}/u);
      }),
    );
  });
});
