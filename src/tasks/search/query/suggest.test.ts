import { describe, expect, it } from 'vitest';
import { suggestQueries } from './suggest';

const SOURCES = { people: ['Kwame Boateng', 'Birgit Kröger'], words: ['gate', 'gates'] };
const labels = (query: string): string[] => suggestQueries(query, SOURCES).map(({ label }) => label);

describe('suggestions', () => {
  it('offer filters by their beginning, and words of the mail', () => {
    expect(labels('report la')).toContain('label:');
    expect(labels('ga')).toEqual(['gate', 'gates']);
    expect(labels('')).toEqual([]);
  });

  it('offer the values that a filter takes, people by any part of the name', () => {
    expect(labels('has:')).toEqual(['has:attachment', 'has:draft']);
    expect(labels('from:boa')).toEqual(['from:"Kwame Boateng"']);
    expect(labels('-is:u')).toEqual(['-is:urgent']);
  });

  it('keep what was typed before', () => {
    const [first] = suggestQueries('minutes -from:kr', SOURCES);
    expect(first?.query).toBe('minutes -from:"Birgit Kröger" ');
  });
});
