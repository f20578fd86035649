import * as v from 'valibot';
import type { Owner } from '../../contracts/briefing';
import type { RunOptions, TextEmbedder } from '../../contracts/capabilities';
import type { SampleReply } from '../../contracts/voice';
import type { History } from '../../history/history';
import { sentVectorsId } from '../../history/mail-row-ids';
import { holdsSpecific, ownLetters, type OwnLetter } from '../../tasks/draft/own-letters';
import { splitSentences } from '../../tasks/text/sentences';
import { dot } from '../../tasks/text/vectors';
import { readMessages } from '../read-messages';

/** Sent mails that are read; the latest ones, since more change little. */
const MOST_LETTERS = 200;
const MOST_SAMPLES = 5;
const FEWEST_REPEATS = 2;
const MOST_PHRASES = 12;

const Vectors = v.object({ ids: v.array(v.string()), vectors: v.array(v.instance(Float32Array)) });

export interface OwnWriting {
  letters(): Promise<readonly OwnLetter[]>;
  /** Sentences of the letters that hold no specific, the most frequent first. */
  sentences(): Promise<readonly string[]>;
  /** Those that stand in more than one letter. */
  phrases(): Promise<readonly string[]>;
  /** The letters most similar to `text`; in order of time, the latest first, without an embedder. */
  similarTo(
    text: string,
    embedder: TextEmbedder | null,
    options: RunOptions,
  ): Promise<readonly SampleReply[]>;
}

/** What the user wrote in Sent mail. Read again each time, because mail may have come or gone. */
export function createOwnWriting(history: History, owner: () => Owner): OwnWriting {
  async function letters(): Promise<readonly OwnLetter[]> {
    const sent = await history.messages.list({ role: 'sent' });
    return ownLetters(
      await readMessages(
        history,
        sent.slice(0, MOST_LETTERS).map(({ id }) => id),
      ),
      owner(),
    );
  }

  async function counted(): Promise<[string, number][]> {
    const counts = new Map<string, number>();
    for (const { letter } of await letters())
      for (const { text } of splitSentences(letter.body))
        if (!holdsSpecific(text) && text.split(' ').length > 2) counts.set(text, (counts.get(text) ?? 0) + 1);
    return [...counts].toSorted((a, b) => b[1] - a[1]);
  }

  async function vectorsOf(all: readonly OwnLetter[], embedder: TextEmbedder, options: RunOptions) {
    const rowId = sentVectorsId(embedder.modelId);
    const parsed = v.safeParse(Vectors, (await history.voices.get(rowId))?.value);
    const present = new Set(all.map(({ message }) => message.id));
    const known = new Map<string, Float32Array>(
      parsed.success
        ? parsed.output.ids.flatMap((id, at) => {
            const vector = parsed.output.vectors[at];
            // Nothing is kept of a mail that is gone.
            return vector && present.has(id) ? [[id, vector] as const] : [];
          })
        : [],
    );
    const missing = all.filter(({ message }) => !known.has(message.id));
    if (missing.length > 0) {
      const made = await embedder.embed(
        missing.map(({ letter }) => letter.body),
        options,
      );
      for (const [at, { message }] of missing.entries()) {
        const vector = made[at];
        if (vector) known.set(message.id, vector);
      }
      await history.voices.put({
        id: rowId,
        value: { ids: [...known.keys()], vectors: [...known.values()] },
      });
    }
    return known;
  }

  return {
    letters,
    sentences: async () => (await counted()).map(([text]) => text),
    phrases: async () =>
      (await counted())
        .filter(([, count]) => count >= FEWEST_REPEATS)
        .map(([text]) => text)
        .slice(0, MOST_PHRASES),
    async similarTo(text, embedder, options) {
      const all = await letters();
      const sample = ({ message, letter }: OwnLetter, similarity: number | null): SampleReply => ({
        id: message.id,
        subject: message.subject,
        text: letter.body,
        similarity,
      });
      if (!embedder) return all.slice(0, MOST_SAMPLES).map((letter) => sample(letter, null));
      const [vectors, [query]] = await Promise.all([
        vectorsOf(all, embedder, options),
        embedder.embed([text], options),
      ]);
      return all
        .map((letter) => {
          const vector = vectors.get(letter.message.id);
          return sample(letter, vector && query ? dot(query, vector) : 0);
        })
        .toSorted((a, b) => (b.similarity ?? 0) - (a.similarity ?? 0))
        .slice(0, MOST_SAMPLES);
    },
  };
}
