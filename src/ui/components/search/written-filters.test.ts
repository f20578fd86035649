import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../../tasks/search/query/parse-query';
import { FILTERS, readFilterName } from '../../../tasks/search/query/filter-words';

const NOW = new Date(2026, 9, 12, 9, 30);

function written(
  locale: string,
  kind: 'example' | 'form',
): readonly (readonly [key: string, text: string])[] {
  const all = JSON.parse(readFileSync(`messages/${locale}/search.json`, 'utf8')) as Record<string, string>;
  return Object.entries(all).filter(([key]) => key.startsWith(`search_${kind}_`) && key.endsWith('_written'));
}

describe.each(['en', 'de', 'es'] as const)('what the search view says in %s can be written', (locale) => {
  test('its examples mean what they mean in English', () => {
    const english = new Map(written('en', 'example'));
    const examples = written(locale, 'example');
    expect(examples.length).toBeGreaterThan(3);
    for (const [key, query] of examples) {
      const understood = parseQuery(query, NOW);
      expect(understood.conditions.length, query).toBeGreaterThan(0);
      expect(understood, query).toEqual(parseQuery(english.get(key) ?? '', NOW));
    }
  });

  test('it names every filter, by its word in that language', () => {
    const names = written(locale, 'form').flatMap(([, text]) => text.match(/\p{L}+(?=:)/gu) ?? []);
    expect(names.map((word) => readFilterName(word)?.name).sort()).toEqual(Object.keys(FILTERS).sort());
    expect(names.toSorted()).toEqual(
      Object.values(FILTERS)
        .map((filter) => filter.names[locale])
        .toSorted(),
    );
  });
});
