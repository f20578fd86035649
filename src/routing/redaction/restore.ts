import { canonicalPlaceholder, LONGEST_PLACEHOLDER, placeholderPattern } from './placeholders';

export interface Restored {
  readonly text: string;
  /** Placeholders of the answer that stand for nothing that was sent; they are left as they are. */
  readonly invented: readonly string[];
}

/** Puts the values back into a whole answer. What is put in is not looked at again. */
export function restore(answer: string, values: ReadonlyMap<string, string>): Restored {
  const invented = new Set<string>();
  const text = answer.replace(placeholderPattern(), (written, name: string, digits: string) => {
    const value = values.get(canonicalPlaceholder(name, digits));
    if (value === undefined) invented.add(written);
    return value ?? written;
  });
  return { text, invented: [...invented] };
}

/** Puts the values back into an answer that comes in pieces, which may break a placeholder apart. */
export interface StreamRestorer {
  /** What can be shown now. */
  add(piece: string): string;
  /** What was held back, once the answer has ended. */
  end(): string;
  readonly invented: readonly string[];
}

export function createStreamRestorer(values: ReadonlyMap<string, string>): StreamRestorer {
  const invented = new Set<string>();
  let held = '';
  function take(text: string): string {
    const restored = restore(text, values);
    for (const one of restored.invented) invented.add(one);
    return restored.text;
  }
  return {
    add(piece) {
      held += piece;
      const opened = held.lastIndexOf('[');
      const mayGoOn =
        opened !== -1 && !held.includes(']', opened) && held.length - opened < LONGEST_PLACEHOLDER;
      const ready = mayGoOn ? held.slice(0, opened) : held;
      held = held.slice(ready.length);
      return take(ready);
    },
    end() {
      const rest = held;
      held = '';
      return take(rest);
    },
    get invented() {
      return [...invented];
    },
  };
}
