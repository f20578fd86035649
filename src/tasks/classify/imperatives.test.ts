import { describe, expect, it } from 'vitest';
import { isImperative } from './imperatives';

describe('isImperative', () => {
  it.each([
    'Ring the haulier asap.',
    'pls move the lift to Friday',
    'and put the new times on the boards',
    'Dana, sign page 2 today.',
    '- upload the certificate',
    'The glue unit died; move the job to line 1.',
  ])('knows "%s" as an order', (sentence) => {
    expect(isImperative(sentence)).toBe(true);
  });

  it.each([
    'The lift moves on Friday.',
    'Can you ring the haulier?',
    'Thank you for the boards.',
    'Open: 9 to 5.',
    "Please don't reply.",
  ])('does not take "%s" for one', (sentence) => {
    expect(isImperative(sentence)).toBe(false);
  });
});
