import { StopStringFilter } from '../stop-string-filter';

/** How models mark what they think before they answer, where the server does not take it out. */
const MARKS = [
  { open: '<think>', close: '</think>' },
  { open: '<thinking>', close: '</thinking>' },
  { open: '[THINK]', close: '[/THINK]' },
] as const;
const CLOSES = MARKS.map(({ close }) => close);
const LONGEST_CLOSE = Math.max(...CLOSES.map(({ length }) => length));

/** Takes out what a model thinks aloud at the beginning of its answer, and the white space around it. */
export class ThoughtFilter {
  #state: 'beginning' | 'thinking' | 'answering';
  #held = '';
  #thoughtsSeen = false;
  /** Thoughts that were announced, and have not shown an end yet. */
  #presumed: boolean;
  /** Thoughts whose beginning the prompt wrote come without an opening mark, so that their end is the first sign of them. */
  readonly #strayEnd = new StopStringFilter(CLOSES);

  /** `thinking`: the prompt has opened the thoughts already. `answering`: the answer goes on from a beginning, so that no thoughts come. */
  constructor(start: 'beginning' | 'thinking' | 'answering') {
    this.#state = start;
    this.#presumed = start === 'thinking';
  }

  /** Whether thoughts ended that never began: what was given out before was none of the answer. */
  get leaked(): boolean {
    return this.#strayEnd.stopped;
  }

  /** Whether all that came passes for thoughts though nothing in it says so. */
  get onlyPresumed(): boolean {
    return this.#presumed;
  }

  /** Takes the next piece and returns what of it is known to be the answer. */
  push(piece: string): string {
    if (this.#state === 'answering') return this.#strayEnd.push(piece);
    this.#held += piece;
    return this.#state === 'beginning' ? this.#begin() : this.#think();
  }

  /** At the end: what was held back and turned out to be the answer. */
  flush(): string {
    const rest = this.#state === 'beginning' && !this.#thoughtsSeen ? this.#held : '';
    this.#held = '';
    return rest + this.#strayEnd.flush();
  }

  #begin(): string {
    const text = this.#held.trimStart();
    const mark = MARKS.find(({ open }) => text.startsWith(open));
    if (mark) {
      this.#state = 'thinking';
      this.#held = text.slice(mark.open.length);
      return this.#think();
    }
    if (MARKS.some(({ open }) => open.startsWith(text))) return '';
    const answer = this.#thoughtsSeen ? text : this.#held;
    this.#state = 'answering';
    this.#held = '';
    return this.#strayEnd.push(answer);
  }

  #think(): string {
    const ends = CLOSES.map((close) => ({ close, at: this.#held.indexOf(close) })).filter(
      ({ at }) => at >= 0,
    );
    const [first] = ends.toSorted((a, b) => a.at - b.at);
    if (!first) {
      // No more than what may turn out to be the beginning of an end.
      this.#held = this.#held.slice(-LONGEST_CLOSE);
      return '';
    }
    this.#thoughtsSeen = true;
    this.#presumed = false;
    this.#state = 'beginning';
    this.#held = this.#held.slice(first.at + first.close.length);
    return this.#begin();
  }
}
