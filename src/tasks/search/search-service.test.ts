import { describe, expect, it } from 'vitest';
import { unwrap } from '../../contracts/failure';
import type {
  ReadItems,
  SearchAnswer,
  SearchFacts,
  SearchItem,
  SearchRequest,
  SearchWorkerApi,
} from '../../contracts/search';
import { parseQuery } from './query/parse-query';
import { createSearchService } from './search-service';

function itemOf(id: string, text: string, facts: Partial<SearchFacts> = {}, title = ''): SearchItem {
  return {
    ...{ id, title, text, ranges: [{ start: 0, end: text.length }] },
    facts: {
      ...{ source: 'mail', threadId: id, sent: false, from: '', to: '', cc: '', hasAttachment: false },
      date: '2026-10-05T08:00:00.000Z',
      ...facts,
    },
  };
}

const ITEMS = [
  itemOf(
    'mail:1',
    'The clean run of the gate begins at noon.',
    { from: 'Kwame Boateng <k@x.example>' },
    'Gate',
  ),
  itemOf('mail:2', 'The run was clean, says Łukasz; the invoice follows.', {
    from: 'Birgit Kröger <b@y.example>',
    date: '2026-10-07T08:00:00.000Z',
    hasAttachment: true,
  }),
  itemOf('mail:3', 'I will look at the gate tomorrow.', {
    sent: true,
    to: 'Kwame Boateng <k@x.example>, Ana Ruiz <a@z.example>',
    cc: 'Ana Ruiz <a@z.example>',
  }),
  itemOf('document:4', 'Minutes. The gate stays shut until the clean run is over.', { source: 'document' }),
];

/** The texts that the service reads. */
const readItems: ReadItems = async (ids) => ITEMS.filter(({ id }) => ids.includes(id));

async function find(query: string, request: Partial<SearchRequest> = {}): Promise<string[]> {
  const service = createSearchService(readItems);
  unwrap(await service.add(ITEMS));
  const answer = unwrap(
    await service.search({
      query: parseQuery(query, new Date(2026, 9, 12)),
      ...{ vector: null, typing: false, order: 'relevance', byLabel: null, limit: 10 },
      ...request,
    }),
  );
  return answer.hits.map(({ id }) => id).sort();
}

describe('a search', () => {
  it.each([
    ['"clean run"', ['document:4', 'mail:1']],
    ['clean -invoice', ['document:4', 'mail:1']],
    ['from:kroger', ['mail:2']],
    ['gate to:kwame', ['mail:3']],
    ['cc:ruiz', ['mail:3']],
    ['cc:kwame', []],
    ['to:ruiz', ['mail:3']],
    ['tomorow', ['mail:3']],
    ['invioce', ['mail:2']],
    ['gats', []],
    ['in:sent', ['mail:3']],
    ['in:documents', ['document:4']],
    ['-in:documents clean', ['mail:1', 'mail:2']],
    ['has:attachment', ['mail:2']],
    ['subject:gate', ['mail:1']],
    ['clean after:2026-10-05', ['mail:2']],
    ['lukasz', ['mail:2']],
    ['in:inbox', ['mail:1', 'mail:2']],
  ])('for %s finds %j', async (query, expected) => {
    expect(await find(query)).toEqual(expected);
  });

  it('leaves out what the briefing rules out, and all that it knows nothing of where a label is asked for', async () => {
    expect(await find('gate', { byLabel: { refused: ['mail:1'], inboxOnly: false } })).toEqual([
      'document:4',
      'mail:3',
    ]);
    expect(await find('gate', { byLabel: { refused: [], inboxOnly: true } })).toEqual(['mail:1']);
  });

  it('highlights what a misspelt word stands for', async () => {
    const service = createSearchService(readItems);
    unwrap(await service.add(ITEMS));
    const query = parseQuery('minuets', new Date());
    const { hits } = unwrap(
      await service.search({
        ...{ query, vector: null, typing: true, order: 'relevance', byLabel: null, limit: 10 },
      }),
    );
    expect(
      hits.map(({ snippet, highlights }) => highlights.map(({ start, end }) => snippet.slice(start, end))),
    ).toEqual([['Minutes']]);
  });

  it('puts the newest first when asked to, and highlights the words in each form', async () => {
    const service = createSearchService(readItems);
    unwrap(await service.add(ITEMS));
    const query = parseQuery('clean runs', new Date());
    const { hits } = unwrap(
      await service.search({
        ...{ query, vector: null, typing: false, order: 'date', byLabel: null, limit: 10 },
      }),
    );
    expect(hits[0]?.id).toBe('mail:2');
    for (const { snippet, highlights } of hits)
      expect(highlights.map(({ start, end }) => snippet.slice(start, end)).sort()).toEqual(['clean', 'run']);
  });
});

describe('vectors', () => {
  it('are asked for once, kept as they come back, and not asked for again after a reload', async () => {
    const first = createSearchService(readItems);
    expect(unwrap(await first.add(ITEMS.slice(0, 1)))).toBe(1);
    const [waiting] = unwrap(await first.unembedded(8));
    expect(waiting?.passages).toEqual(['Gate The clean run of the gate begins at noon.']);
    const vectors = [Float32Array.of(0.6, 0.8)];
    const { packed } = unwrap(await first.setVectors([{ id: 'mail:1', vectors }]));
    expect(unwrap(await first.unembedded(8))).toEqual([]);

    const second = createSearchService(readItems);
    unwrap(await second.add(ITEMS.slice(0, 1)));
    expect(unwrap(await second.addVectors(packed))).toBe(0);
    const query = parseQuery('something else', new Date());
    const { hits } = unwrap(
      await second.search({
        ...{ query, vector: Float32Array.of(0.6, 0.8), typing: false, order: 'relevance' },
        ...{ byLabel: null, limit: 5 },
      }),
    );
    expect(hits.map(({ id }) => id)).toEqual(['mail:1']);
  });

  it('of what was removed meanwhile are not taken', async () => {
    const service = createSearchService(readItems);
    unwrap(await service.add(ITEMS.slice(0, 1)));
    unwrap(await service.remove(['mail:1']));
    const vectors = [Float32Array.of(1, 0)];
    const { packed, waiting } = unwrap(await service.setVectors([{ id: 'mail:1', vectors }]));
    expect(packed).toEqual([]);
    expect(waiting).toBe(0);
  });
});

describe('a stored index', () => {
  const searchFor = async (service: SearchWorkerApi, words: string): Promise<SearchAnswer> =>
    unwrap(
      await service.search({
        ...{ query: parseQuery(words, new Date()), vector: null, typing: false, order: 'relevance' },
        ...{ byLabel: null, limit: 10 },
      }),
    );

  it('finds what it found, without any text being indexed again', async () => {
    const first = createSearchService(readItems);
    unwrap(await first.add(ITEMS));
    const { segments } = unwrap(await first.changes());
    const second = createSearchService(readItems);
    expect(unwrap(await second.restore(structuredClone(segments)))).toEqual(ITEMS.map(({ id }) => id));
    for (const query of [
      'gate',
      'clean runs',
      '"clean run"',
      'kroger',
      'gate -tomorrow',
      'in:sent',
      'invioce',
    ])
      expect(await searchFor(second, query)).toEqual(await searchFor(first, query));
    expect(unwrap(await second.complete('inv', 3))).toEqual(['invoice']);
    expect(unwrap(await second.changes()).segments).toEqual([]);
  });

  it('is handed out again with what came and without what went, of which no word is left in it', async () => {
    const service = createSearchService(readItems);
    unwrap(await service.add(ITEMS.slice(0, 2)));
    const [before] = unwrap(await service.changes()).segments;
    expect(JSON.stringify(before)).toContain('invoice');
    unwrap(await service.remove(['mail:2']));
    unwrap(await service.add(ITEMS.slice(2)));
    const { segments } = unwrap(await service.changes());
    expect(segments.map(({ id, items }) => [id, items])).toEqual([
      ['mail:1', ['mail:1', 'mail:3', 'document:4']],
    ]);
    expect(JSON.stringify(segments)).not.toMatch(/invoice|invoic|ukasz|Birgit/u);
    unwrap(await service.remove(['mail:1', 'mail:3', 'document:4']));
    expect(unwrap(await service.changes())).toEqual({ segments: [], gone: ['mail:1'] });
  });

  it('is left out where it was made by another version, or holds what is there already', async () => {
    const first = createSearchService(readItems);
    unwrap(await first.add(ITEMS));
    const { segments } = unwrap(await first.changes());
    const second = createSearchService(readItems);
    const other = segments.map((segment) => ({
      ...segment,
      value: { ...(segment.value as object), edition: 0 },
    }));
    expect(unwrap(await second.restore(other))).toEqual([]);
    unwrap(await second.add(ITEMS.slice(0, 1)));
    expect(unwrap(await second.restore(segments))).toEqual([]);
    expect((await searchFor(second, 'gate')).hits.map(({ id }) => id)).toEqual(['mail:1']);
  });
});
