import { describe, expect, it } from 'vitest';
import { stemOf, termsOf } from './terms';

describe('stemOf', () => {
  it.each([
    ['refunds', 'refund'],
    ['refunded', 'refund'],
    ['cancelled', 'cancel'],
    ['cancellation', 'cancel'],
    ['crashing', 'crash'],
    ['invoices', 'invoic'],
    ['invoice', 'invoic'],
    ['queries', 'query'],
    ['access', 'access'],
    ['status', 'status'],
    ['sing', 'sing'],
  ])('%s is %s', (word, stem) => {
    expect(stemOf(word)).toBe(stem);
  });
});

describe('termsOf', () => {
  it('has stems without stop words, and pairs with them', () => {
    const terms = termsOf('How do I export the invoices?');
    expect(terms).toContain('export');
    expect(terms).toContain('how do');
    expect(terms).toContain('the invoices');
    expect(terms).not.toContain('how');
  });
});
