import stored from './seen-items.json' with { type: 'json' };
import { shortDigest } from './training-mail';

const SEEN = new Set<string>(stored);

/**
 * How many of these texts (tickets, queries, documents) were in view when settings of the app were chosen. Known by the first 32 bits of the
 * SHA-256 of each, without space around it.
 */
export async function countSeen(texts: readonly string[]): Promise<number> {
  const digests = await Promise.all(texts.map((text) => shortDigest(text.trim())));
  return digests.filter((digest) => SEEN.has(digest)).length;
}
