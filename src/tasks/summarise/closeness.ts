import type { RunOptions, TextEmbedder } from '../../contracts/capabilities';
import type { Message } from '../../contracts/message';
import { readableSubject } from '../text/readable-segments';
import { centroid, dot } from '../text/vectors';
import type { Candidate } from './candidates';
import type { Closeness } from './salience';

/** Cosine of each candidate to the middle of all candidates and to the subject. The candidates are embedded, at most 24 of them, and the subject. */
export async function measureCloseness(
  message: Message,
  candidates: readonly Candidate[],
  embedder: TextEmbedder,
  options: RunOptions,
): Promise<Closeness[]> {
  const subject = readableSubject(message);
  const vectors = await embedder.embed(
    [...candidates.map(({ text }) => text), ...(subject ? [subject] : [])],
    options,
  );
  const sentences = vectors.slice(0, candidates.length);
  const subjectVector = vectors[candidates.length];
  const middle = centroid(sentences);
  return sentences.map((vector) => {
    const toMail = middle ? dot(vector, middle) : 0;
    return { centroid: toMail, subject: subjectVector ? dot(vector, subjectVector) : toMail };
  });
}
