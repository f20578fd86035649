import type { Message } from '../../contracts/message';
import { bodyRanges } from '../text/body';
import { readableSubject } from '../text/readable-segments';

/** The embedder reads 256 tokens; this many characters hold that in every language it knows. */
const MAX_CHARS = 1600;

/** What is embedded for a mail: its subject and the beginning of its own words. */
export function embeddingTextOf(message: Message): string {
  const body = bodyRanges(message)
    .map(({ start, end }) => message.text.slice(start, end))
    .join('\n');
  return `${readableSubject(message)}\n${body}`.replace(/\s+/gu, ' ').trim().slice(0, MAX_CHARS);
}
