/** `deskside/search`: meaning and words over texts of your own, and answers with the places that they rest on. */
import type { RunOptions, TextEmbedder } from '../contracts/capabilities';
import { unwrap } from '../contracts/failure';
import type { SearchItem, SearchQuery } from '../contracts/search';
import { answerQuestion, ASKED_PASSAGES } from '../tasks/search/ask/answer-question';
import { createSearchService } from '../tasks/search/search-service';

export type { RunOptions, TextEmbedder } from '../contracts/capabilities';

export interface SearchedText {
  /** Unique; a text that is there already is passed over. */
  readonly id: string;
  readonly title?: string;
  readonly text: string;
}

/** A place in a text. Offsets in UTF-16 code units, end exclusive. */
export interface FoundPlace {
  readonly id: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

export interface TextAnswer {
  /** Sentences that answer the question, the best first; empty when nothing supports an answer. */
  readonly sentences: readonly FoundPlace[];
  /** What comes closest where nothing does. */
  readonly nearest: readonly FoundPlace[];
}

/** An index in memory. Methods reject as the embedder does. */
export interface TextSearch {
  add(texts: readonly SearchedText[], options?: RunOptions): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** The best texts, each with the place that answers best. */
  search(query: string, options?: RunOptions & { readonly limit?: number }): Promise<readonly FoundPlace[]>;
  /** Picks the sentences that answer a question. No model writes anything. */
  ask(question: string, options?: RunOptions): Promise<TextAnswer>;
}

/** Without an embedder, texts are found by their words alone. */
export function createTextSearch({ embedder }: { readonly embedder: TextEmbedder | null }): TextSearch {
  const texts = new Map<string, SearchItem>();
  const service = createSearchService(async (ids) => ids.flatMap((id) => texts.get(id) ?? []));

  async function vectorOf(text: string, options: RunOptions): Promise<Float32Array | null> {
    return (embedder && (await embedder.embed([text], options))[0]) ?? null;
  }

  function place({ id, title, start, end }: Omit<FoundPlace, 'quote'>): FoundPlace {
    return { id, title, start, end, quote: texts.get(id)?.text.slice(start, end) ?? '' };
  }

  return {
    async add(added, options = {}) {
      const fresh = added.filter(({ id }) => !texts.has(id)).map(toItem);
      for (const item of fresh) texts.set(item.id, item);
      unwrap(await service.add(fresh));
      if (!embedder) return;
      for (const { id, passages } of unwrap(await service.unembedded(Number.MAX_SAFE_INTEGER))) {
        const vectors = await embedder.embed(passages, options);
        unwrap(await service.setVectors([{ id, vectors }]));
      }
    },
    async remove(ids) {
      unwrap(await service.remove(ids));
      for (const id of ids) texts.delete(id);
    },
    async search(query, { limit = 10, ...options } = {}) {
      const vector = await vectorOf(query, options);
      const scope = { query: words(query), vector, byLabel: null };
      const request = { ...scope, typing: false, order: 'relevance', limit } as const;
      return unwrap(await service.search(request)).hits.map(place);
    },
    async ask(question, options = {}) {
      const vector = await vectorOf(question, options);
      const scope = { query: words(question), vector, byLabel: null };
      const candidates = unwrap(await service.candidates({ ...scope, passages: ASKED_PASSAGES }));
      const { sentences, nearest } = await answerQuestion(
        question,
        { vector, candidates },
        embedder,
        options,
      );
      return { sentences: sentences.map(place), nearest: nearest.map(place) };
    },
  };
}

function words(text: string): SearchQuery {
  return { words: text, phrases: [], without: [], conditions: [] };
}

function toItem({ id, title = '', text }: SearchedText): SearchItem {
  return {
    ...{ id, title, text },
    ranges: [{ start: 0, end: text.length }],
    facts: {
      ...{ source: 'document', threadId: id, sent: false, from: '', to: '', cc: '', date: null },
      hasAttachment: false,
    },
  };
}
