export const SEARCH_CONTESTANTS = ['hybrid', 'words', 'minisearch', 'linear scan'] as const;
export type SearchContestant = (typeof SEARCH_CONTESTANTS)[number];

/** Searches the same made-up mails in each way. */
export interface SearchBenchmark {
  /** Makes so many mails and indexes them in each way; milliseconds that it took by contestant. */
  prepare(mails: number): Promise<Readonly<Record<'ours' | 'minisearch', number>>>;
  /** Searches once, from the question to the finds on the page; milliseconds. Each round has another query, the same for all. */
  search(contestant: SearchContestant, round: number): Promise<number>;
}
