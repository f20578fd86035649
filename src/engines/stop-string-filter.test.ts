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

  it('ends at the stop string that is complete first, and before the longest of those that end there', () => {
    expect(run(['a', 'c', 'b'], ['acb', 'c'])).toBe('a');
    expect(run(['acb'], ['acb', 'c'])).toBe('a');
    expect(run(['x', 'ab'], ['b', 'ab'])).toBe('x');
  });

  it('shows the text before the first stop string, however it is cut', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 12 }),
        fc.array(letters, { maxLength: 3 }),
        (pieces, stops) => {
          expect(run(pieces, stops)).toBe(untilFirstStop(pieces.join(''), stops));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

/** The same, letter by letter. */
function untilFirstStop(text: string, stops: readonly string[]): string {
  for (let end = 1; end <= text.length; end += 1) {
    const complete = stops.filter((stop) => stop !== '' && text.slice(0, end).endsWith(stop));
    if (complete.length > 0) return text.slice(0, end - Math.max(...complete.map(({ length }) => length)));
  }
  return text;
}
