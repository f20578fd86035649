import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textRuns } from './text-runs';

test('the runs are the text again, whatever is marked', () => {
  const marks = fc.array(
    fc.tuple(fc.nat(80), fc.nat(80)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), marks, (text, stretches) => {
      const runs = textRuns(text, 0, text.length, stretches);
      expect(runs.map((run) => run.text).join('')).toBe(text);
      for (const run of runs) {
        const covered = stretches.some(
          (mark) => mark.start <= run.start && mark.end >= run.start + run.text.length,
        );
        expect(run.mark !== -1).toBe(covered && run.text !== '');
      }
    }),
  );
});

test('web addresses are found without the punctuation after them', () => {
  const text = 'See https://a.example/x?y=1. Or (http://b.example/z), please.';
  const urls = textRuns(text, 0, text.length, []).filter((run) => run.url !== null);
  expect(urls.map((run) => run.text)).toEqual(['https://a.example/x?y=1', 'http://b.example/z']);
});

test('only web addresses become links', () => {
  const text = 'javascript:alert(1) file:///etc/passwd data:text/html,x';
  expect(textRuns(text, 0, text.length, []).every((run) => run.url === null)).toBe(true);
});

test('a mark that ends inside an address keeps both parts leading to the whole of it', () => {
  const text = 'https://a.example/path';
  const runs = textRuns(text, 0, text.length, [{ start: 0, end: 10 }]);
  expect(runs.map(({ url, mark }) => [url, mark])).toEqual([
    [text, 0],
    [text, -1],
  ]);
});
