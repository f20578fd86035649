import type { DraftLanguage } from './language';

/** Shorter beginnings say too little of what is meant. */
const FEWEST_TYPED_CHARS = 3;
/** Words before the caret that are looked up inside of what was said before; after fewer than three anything may follow. */
const MOST_CONTEXT_WORDS = 5;
const FEWEST_CONTEXT_WORDS = 3;
const LONGEST_COMPLETION_WORDS = 12;

/** What people say in any reply. */
const GENERAL: Readonly<Partial<Record<DraftLanguage, readonly string[]>>> = {
  en: [
    'Thank you for your patience.',
    'Let me know if that works for you.',
    'Let me know if you need anything else.',
    'I will get back to you by [date].',
    'I will look into this and let you know.',
    'Looking forward to hearing from you.',
    'Please find attached [document].',
  ],
  de: [
    'Vielen Dank für Ihre Nachricht.',
    'Ich melde mich bis [Datum].',
    'Bei Fragen bin ich gern erreichbar.',
  ],
  es: ['Muchas gracias por su mensaje.', 'Le contestaré antes del [fecha].', 'Quedo a su disposición.'],
};

/** Completes what is being typed from what was said before; instant. */
export interface Completer {
  /** What may follow the text before the caret, the first space included; empty for nothing. */
  complete(before: string): string;
}

/**
 * Completes from sentences, the more likely first: those of this mail's points, the user's own, and what people say in any reply. A sentence that begins with what
 * was typed of the current one is continued; else the last words are looked up inside of the sentences. `isSupported` has the last word, so that no specific of another
 * mail slips in.
 */
export function createCompleter(
  sentences: readonly string[],
  language: DraftLanguage,
  isSupported: (typed: string, added: string) => boolean,
): Completer {
  const all = [
    ...new Set([...sentences, ...(GENERAL[language] ?? [])].map((text) => text.replace(/\s+/gu, ' ').trim())),
  ];
  const lower = all.map((text) => text.toLowerCase());

  function continued(typed: string): string[] {
    const start = typed.toLowerCase();
    return all
      .filter((_, at) => lower[at]?.startsWith(start) === true && lower[at] !== start)
      .map((text) => text.slice(typed.length));
  }

  function within(typed: string): string[] {
    const said = typed.toLowerCase().split(' ');
    for (let count = Math.min(MOST_CONTEXT_WORDS, said.length); count >= FEWEST_CONTEXT_WORDS; count -= 1) {
      const key = ` ${said.slice(-count).join(' ')}`;
      const found = all.flatMap((text, at) => {
        const from = ` ${lower[at] ?? ''}`.indexOf(key);
        const rest = from === -1 ? '' : text.slice(from + key.length - 1);
        return rest.trim() === '' ? [] : [rest];
      });
      if (found.length > 0) return found;
    }
    return [];
  }

  return {
    complete(before) {
      const typed = currentSentence(before);
      if (typed.trim().length < FEWEST_TYPED_CHARS || typed.includes('[')) return '';
      const found = [...continued(typed), ...within(typed)];
      return found.map(firstWords).find((text) => text.trim().length > 1 && isSupported(typed, text)) ?? '';
    },
  };
}

/** What was typed of the sentence that the caret stands in. */
function currentSentence(before: string): string {
  const line = before.slice(before.lastIndexOf('\n') + 1).replace(/^[-•]\s+/u, '');
  return line.replace(/^.*[.!?]\s+/u, '');
}

function firstWords(text: string): string {
  const words = text.split(' ');
  return words.length <= LONGEST_COMPLETION_WORDS + 1
    ? text
    : words.slice(0, LONGEST_COMPLETION_WORDS + 1).join(' ');
}
