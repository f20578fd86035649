import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StopStringFilter } from './stop-string-filter';

function run(pieces: readonly string[], stops: readonly string[]): string {
  const filter = new StopStringFilter(stops);
  let text = '';
  for (const piece of pieces) text += filter.push(piece);
  return text + filter.flush();
}

describe('StopStringFilter', () => {
  it('ends before a stop string that comes in pieces', () => {
    expect(run(['Hello\n', '\nUs', 'er: more'], ['\n\nUser:'])).toBe('Hello');
  });

  it('gives back what only looked like the beginning of a stop string', () => {
    expect(run(['a<|', 'b'], ['<|end|>'])).toBe('a<|b');
    expect(run(['a<|'], ['<|end|>'])).toBe('a<|');
  });

  it('takes the earliest of several stop strings', () => {
    expect(run(['one two three'], ['three', 'two'])).toBe('one ');
  });

  it('ignores empty stop strings', () => {
    expect(run(['all of it'], [''])).toBe('all of it');
  });

  it('shows the text before the first stop string, however it is cut', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 12 }),
        fc.array(letters, { maxLength: 3 }),
        (pieces, stops) => {
          const text = pieces.join('');
          const ends = stops
            .filter((stop) => stop !== '' && text.includes(stop))
            .map((stop) => text.indexOf(stop));
          expect(run(pieces, stops)).toBe(text.slice(0, Math.min(text.length, ...ends)));
        },
      ),
    );
  });
});
