import { describe, expect, it } from 'vitest';
import { addLine } from './add-line';

describe('addLine', () => {
  it('goes before the sign-off', () => {
    expect(addLine('Hi Ada,\n\nYes.\n\nBest,\nDana', 'The hall: [your answer].')).toBe(
      'Hi Ada,\n\nYes.\n\nThe hall: [your answer].\n\nBest,\nDana',
    );
  });
  it('goes into the list', () => {
    expect(addLine('Hi Ada,\n\n- Yes.\n- No.\n\nDana', 'Later.')).toBe(
      'Hi Ada,\n\n- Yes.\n- No.\n- Later.\n\nDana',
    );
  });
  it('goes to the end of a text without a sign-off, and loses nothing of it', () => {
    expect(addLine('Hi Ada,\n\nI will come.', 'Later.')).toBe('Hi Ada,\n\nI will come.\n\nLater.');
    expect(addLine('', 'Later.')).toBe('Later.');
  });
});
