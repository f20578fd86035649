import { describe, expect, it } from 'vitest';
import { suggestQueries } from './suggest';

const SOURCES = {
  people: ['Kwame Boateng', 'Birgit Kröger'],
  words: ['gate', 'gates'],
  language: 'en' as const,
};
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

  it('speak the page’s language, and that of a filter that was typed in another', () => {
    const spoken = (query: string, language: 'de' | 'es'): string[] =>
      suggestQueries(query, { ...SOURCES, words: [], language }).map(({ label }) => label);
    expect(spoken('be', 'de')).toEqual(['betreff:']);
    expect(spoken('desp', 'es')).toEqual(['después:']);
    expect(spoken('mit:', 'de')).toEqual(['mit:anhang', 'mit:entwurf']);
    expect(spoken('has:', 'de')).toEqual(['has:attachment', 'has:draft']);
    expect(spoken('label:', 'de')).toContain('label:antworten');
    expect(spoken('de:kr', 'es')).toEqual(['de:"Birgit Kröger"']);
  });

  it('keep what was typed before', () => {
    const [first] = suggestQueries('minutes -from:kr', SOURCES);
    expect(first?.query).toBe('minutes -from:"Birgit Kröger" ');
  });
});
