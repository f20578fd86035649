import { createContext } from 'svelte';
import type { Answer, SearchApi, SearchResults } from '../../../app/search/search-api';
import type { SearchOrder } from '../../../contracts/search';
import type { Desk } from '../../state/desk.svelte';
import { groupByThread } from './group-hits';

/** A place in a text that is not shown elsewhere: a document, or mail that was sent. */
export interface OpenPlace {
  readonly itemId: string;
  readonly start: number;
  readonly end: number;
}

/** As fast as one types; a search by words takes less. */
const TYPING_MS = 120;
const PAGE = 40;
const MAIL = 'mail:';

/** What the search view shows and does. */
export class SearchDesk {
  readonly api: SearchApi;
  readonly #desk: Desk;
  query = $state('');
  order = $state<SearchOrder>('relevance');
  results = $state.raw<SearchResults | null>(null);
  answer = $state.raw<Answer | null>(null);
  place = $state.raw<OpenPlace | null>(null);
  limit = $state(PAGE);
  #searching = new AbortController();
  #asking = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly groups = $derived.by(() => groupByThread(this.results?.hits ?? []));

  constructor(desk: Desk, api: SearchApi) {
    this.#desk = desk;
    this.api = api;
  }

  /** The user typed. */
  type(query: string): void {
    this.query = query;
    this.limit = PAGE;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.run(true), TYPING_MS);
  }

  /** The user is done typing: finds, and answers where something is asked. */
  async submit({ ask = false } = {}): Promise<void> {
    clearTimeout(this.#timer);
    const query = this.query.trim();
    if (query === '') return;
    void this.#desk.attempt(() => this.api.remember(query));
    const asks = ask || this.api.isQuestion(query);
    await Promise.all([this.run(false), asks ? this.ask(query) : this.stopAsking()]);
  }

  async show(query: string): Promise<void> {
    this.query = query;
    this.limit = PAGE;
    await this.submit();
  }

  setOrder(order: SearchOrder): void {
    this.order = order;
    void this.run(false);
  }

  more(): void {
    this.limit += PAGE;
    void this.run(false);
  }

  async run(typing: boolean): Promise<void> {
    this.#searching.abort();
    this.#searching = new AbortController();
    const { signal } = this.#searching;
    const query = this.query.trim();
    this.#keepInAddress(query);
    if (query === '') {
      this.results = null;
      this.stopAsking();
      return;
    }
    if (this.answer && this.answer.question !== query) this.stopAsking();
    await this.#desk.attempt(() =>
      this.api.search(query, {
        ...{ typing, signal, order: this.order, limit: this.limit },
        onResults: (results) => (this.results = results),
      }),
    );
  }

  async ask(question: string): Promise<void> {
    this.stopAsking();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const answered = await this.#desk.attempt(() =>
      this.api.ask(question, { signal, onAnswer: (answer) => (this.answer = answer) }),
    );
    if (!answered && !signal.aborted) this.answer = null;
  }

  stopAsking(): void {
    this.#asking.abort();
    this.answer = null;
  }

  /** Opens a mail of the inbox where it is read otherwise, and anything else here, at the place. */
  open({ itemId, start, end }: OpenPlace, inInbox: boolean): void {
    if (inInbox) this.#desk.openPlace(itemId.slice(MAIL.length), { start, end });
    else this.place = { itemId, start, end };
  }

  /** So that going back from a mail leads to what was found, and a link to it can be kept. */
  #keepInAddress(query: string): void {
    const { router } = this.#desk;
    if (router.current.view !== 'search' || (router.item ?? '') === query) return;
    router.replace(query === '' ? { view: 'search' } : { view: 'search', item: query });
  }

  /** Ends what is under way. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#searching.abort();
    this.#asking.abort();
  }
}

export const [useSearch, provideSearch] = createContext<SearchDesk>();
