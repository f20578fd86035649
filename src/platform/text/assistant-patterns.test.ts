import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASSISTANT_PATTERNS, assistantPatternsFor } from './assistant-patterns';
import { createFragmentFinder } from './assistant-patterns/fragment-finder';

/** What looks around in a pattern says what may stand beside a match; texts are made from the rest, and taken when the whole pattern matches. */
function withoutLooking(source: string): string {
  let plain = '';
  for (let at = 0; at < source.length;) {
    if (!/^\(\?(?:[=!]|<[=!])/.test(source.slice(at, at + 4))) {
      const length = source[at] === '\\' ? 2 : 1;
      plain += source.slice(at, at + length);
      at += length;
      continue;
    }
    at = groupEnd(source, at);
  }
  return plain.replaceAll(String.raw`\b`, '');
}

function groupEnd(source: string, start: number): number {
  let depth = 0;
  let inClass = false;
  for (let at = start; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '[') inClass = true;
    else if (source[at] === ']') inClass = false;
    else if (!inClass && source[at] === '(') depth += 1;
    else if (!inClass && source[at] === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return source.length;
}

describe('assistantPatternsFor', () => {
  it.each(ASSISTANT_PATTERNS.map(({ pattern }) => [pattern.source.slice(0, 60), pattern] as const))(
    'leaves out no text that %s matches',
    (_, pattern) => {
      const once = new RegExp(pattern.source, 'iu');
      const texts = fc.stringMatching(new RegExp(withoutLooking(pattern.source), 'u'), { size: 'small' });
      const written = fc.tuple(texts, fc.constantFrom<'as it is' | 'capitals'>('as it is', 'capitals'));
      let matched = 0;
      fc.assert(
        fc.property(written, ([text, how]) => {
          const shown = how === 'capitals' ? text.toUpperCase() : text;
          if (!once.test(shown)) return;
          matched += 1;
          expect(assistantPatternsFor(shown)).toContain(pattern);
        }),
        { numRuns: 1_000, seed: 20_261_127 },
      );
      expect(matched).toBeGreaterThan(0);
    },
  );

  it('has nothing to look for in everyday mail', () => {
    expect(assistantPatternsFor('Hi Dana, could you send me the numbers by Friday? Best, Marit')).toEqual([]);
  });
});

describe('createFragmentFinder', () => {
  it('finds exactly the fragments that occur', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' '), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.uniqueArray(letters, { minLength: 1, maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' ', 'x'), maxLength: 30 }),
        (fragments, text) => {
          const find = createFragmentFinder(fragments);
          find(fragments.join(' '));
          expect([...find(text)]).toEqual(fragments.map((fragment) => Number(text.includes(fragment))));
        },
      ),
    );
  });
});
