import { affirmed, type Statement } from './statement';

interface Surroundings {
  /** "If it is a no", or empty. */
  readonly condition: string;
  /** What a question that says nothing alone points to, or empty. */
  readonly context: string;
  /** What the same sentence asks besides, or null. */
  readonly second: Matter | null;
}

/** What an ask is about, in the words of the one who answers, so that it can stand in a sentence of the reply. English only. */
export type Matter = Surroundings &
  (
    | /** A yes or a no decides: "I [can / cannot] confirm the room". `phrase` is the affirmed sentence. */
      { readonly kind: 'decision'; readonly statement: Statement; readonly phrase: string }
      /** Something has to be named: "They will be ready on [date]". `phrase` is the matter as a clause or noun phrase: "when they will be ready". */
    | { readonly kind: 'open'; readonly sentence: string; readonly phrase: string }
    /** Grammar that is not recognised: a heading. */
    | { readonly kind: 'topic'; readonly phrase: string; readonly blank: string }
  );

export function decision(statement: Statement): Matter {
  return {
    kind: 'decision',
    statement,
    phrase: affirmed(statement),
    condition: '',
    context: '',
    second: null,
  };
}

/** `sentence` holds its blank and no full stop; `phrase` is the question as a clause. */
export function openMatter(sentence: string, phrase: string): Matter {
  return { kind: 'open', sentence, phrase, condition: '', context: '', second: null };
}

/** "As to whether they agree: [yes / no]". */
export function asTo(phrase: string, blank: string): Matter {
  return openMatter(`As to ${phrase}: ${blank}`, phrase);
}
