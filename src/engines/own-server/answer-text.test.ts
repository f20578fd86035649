import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerText } from './answer-text';

type Start = ConstructorParameters<typeof AnswerText>[0];

function pass(pieces: readonly string[], start: Start = 'beginning', stops: readonly string[] = []) {
  const given: string[] = [];
  const answer = new AnswerText(start, stops, (piece) => given.push(piece));
  for (const piece of pieces) answer.push(piece);
  answer.end();
  expect(given.join('')).toBe(answer.text);
  expect(given).not.toContain('');
  return { given, text: answer.text, leaked: answer.leaked, stopped: answer.stopped };
}

/** The text in pieces, cut at these places. */
function cut(text: string, cuts: readonly number[]): string[] {
  const at = [0, ...cuts.filter((place) => place < text.length), text.length].toSorted((a, b) => a - b);
  return at.slice(1).map((end, i) => text.slice(at[i], end));
}

const anyCuts = fc.array(fc.nat(120), { maxLength: 20 });
const plain = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !/[<[]/.test(text));

describe('what a model thinks aloud', () => {
  it.each([
    ['<think>', '</think>'],
    ['<thinking>', '</thinking>'],
    ['[THINK]', '[/THINK]'],
  ])('is left out between %s and %s, however it is cut', (open, close) => {
    fc.assert(
      fc.property(plain, plain, anyCuts, (thought, said, cuts) => {
        const { text, leaked } = pass(cut(`\n${open}${thought}${close}\n\n${said}`, cuts));
        expect(text).toBe(said.trimStart());
        expect(leaked).toBe(false);
      }),
    );
  });

  it('is left out to the end when the answer never comes', () => {
    expect(pass(['<think>', 'Let me ', 'see.'])).toMatchObject({ text: '', leaked: false });
  });

  it('is left out when the prompt has opened it already', () => {
    expect(pass(['Let me see.</th', 'ink>\n\nYes.'], 'thinking').text).toBe('Yes.');
  });

  it('is noticed when it comes without a beginning', () => {
    expect(pass(['Let me see.', '</think>', 'Yes.'])).toMatchObject({ leaked: true });
  });

  it('is not looked for in an answer that goes on from a beginning', () => {
    expect(pass(['  <think> is a word'], 'answering').text).toBe('  <think> is a word');
  });

  it('leaves an answer without thoughts as it is, also at its beginning', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', ' ', '\n', '<', '<thin', '[TH'),
        plain,
        anyCuts,
        (begin, said, cuts) => {
          expect(pass(cut(begin + said, cuts))).toMatchObject({ text: begin + said, leaked: false });
        },
      ),
    );
  });
});

it('never gives out half a character', () => {
  const [high = '', low = ''] = '😀'.split('');
  const { given, text } = pass(['a', high, low, 'b']);
  expect(text).toBe('a😀b');
  for (const piece of given) expect(piece).not.toMatch(/\p{Surrogate}/u);
});

it('ends before a stop string, also behind thoughts', () => {
  expect(pass(['<think>END</think>', 'Yes. E', 'ND more'], 'beginning', ['END'])).toMatchObject({
    text: 'Yes. ',
    stopped: true,
  });
});
