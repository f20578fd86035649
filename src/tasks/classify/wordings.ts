import type { MailView } from './mail-view';

const TOKEN = /\p{L}+(?:['’]\p{L}+)?|\p{N}+|[?!€$£]/gu;
const SENTENCE_START = '^';
const NUMBER = '#';
const OWNER = '@owner';

/**
 * The words and pairs of neighbouring words in subject and body: lower-cased, numbers as `#`, the owner's names as `@owner`, and `^` before
 * the first word of a sentence.
 */
export function wordingsOf({ subject, sentences, ownerNames }: MailView): Set<string> {
  const wordings = new Set<string>();
  for (const sentence of [subject, ...sentences]) {
    let before = SENTENCE_START;
    for (const [token] of sentence.toLowerCase().replaceAll('’', "'").matchAll(TOKEN)) {
      const word = /^\p{N}/u.test(token) ? NUMBER : ownerNames.includes(token) ? OWNER : token;
      wordings.add(word);
      wordings.add(`${before} ${word}`);
      before = word;
    }
  }
  return wordings;
}
