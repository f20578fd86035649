import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenDecoder } from './token-decoder';

/** A byte-level vocabulary at its worst: every token is one UTF-8 byte. */
const decodeBytes = (ids: number[]) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(ids));
/** A vocabulary of words whose leading space vanishes at the beginning of a text, as with SentencePiece. */
const WORDS = ['Dear', 'Ann', 'thanks', 'for', 'waiting'];
const decodeWords = (ids: number[]) => ids.map((id) => WORDS[id]).join(' ');

function stream(decode: (ids: number[]) => string, ids: readonly number[]): string[] {
  const decoder = new TokenDecoder(decode);
  return [...ids.map((id) => decoder.push(id)), decoder.flush()];
}

describe('TokenDecoder', () => {
  it('never cuts a character that spans tokens', () => {
    const pieces = stream(decodeBytes, [...new TextEncoder().encode('né 👩‍💻 報告')]);
    expect(pieces.join('')).toBe('né 👩‍💻 報告');
    for (const piece of pieces) expect(piece).not.toContain('\uFFFD');
  });

  it('keeps the spaces between words', () => {
    expect(stream(decodeWords, [0, 1, 2, 3, 4]).join('')).toBe('Dear Ann thanks for waiting');
  });

  it('gives out an unfinished character at the end rather than lose it', () => {
    const bytes = [...new TextEncoder().encode('a€')].slice(0, -1);
    expect(stream(decodeBytes, bytes).join('')).toBe('a\uFFFD');
  });

  it('gives the same text as decoding at once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        expect(stream(decodeBytes, [...new TextEncoder().encode(text)]).join('')).toBe(text);
      }),
    );
  });
});
