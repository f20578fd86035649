import { describe, expect, it } from 'vitest';
import { clausesOf } from './clauses';

const clauses = (text: string) => clausesOf(text).map(({ start, end }) => text.slice(start, end));

describe('clausesOf', () => {
  it('finds the statements that a sentence is made of', () => {
    expect(clauses('The old boiler is fixed, and we meet in Room Barge at 14:00.')).toEqual([
      'The old boiler is fixed',
      'we meet in Room Barge at 14:00.',
    ]);
  });

  it('keeps conditions, exceptions and negations with what they govern', () => {
    expect(clauses('If you agree by Friday, we order the cameras on Monday.')).toEqual([]);
    expect(clauses('We will pay the invoice of €4,100, unless the yard is dirty again.')).toEqual([]);
    expect(clauses('I do not think so, we should meet in Room Barge at 14:00.')).toEqual([]);
  });

  it('never ends inside brackets or quotation marks', () => {
    expect(clauses('He was here (on Monday, the key was lost) and left it with us.')).toEqual([]);
    expect(clauses('He said "the gate was closed, the key was lost" to all of us.')).toEqual([]);
  });

  it('keeps a date and its time together', () => {
    expect(clauses('The review of it all is on Thursday 15 October, 13:00, I host.')).toEqual([
      'The review of it all is on Thursday 15 October, 13:00',
    ]);
  });

  it('never cuts a list short', () => {
    expect(clauses('The figures were 99.94, 99.71 and 99.96 for July, August, September.')).toEqual([]);
  });

  it('keeps a question whole to its end', () => {
    expect(clauses('The other thing is small, can you take Friday 30 October?')).toEqual([
      'can you take Friday 30 October?',
    ]);
  });

  it('does not cut what it cannot read', () => {
    expect(
      clauses('La nostra banca mi chiede, per liberare la garanzia, una copia entro mercoledì.'),
    ).toEqual([]);
  });
});
