import type { RunOptions, TextEmbedder } from '../../contracts/capabilities';
import type { EmbeddedText } from '../../contracts/labels';
import { centroid } from '../text/vectors';
import { createPace } from './pace';

/** A text to be labelled; a document comes with its title. */
export type LabelText = string | { readonly title: string; readonly text: string };

/** The embedder reads 256 tokens; this many characters hold that in every language it knows. */
const MAX_CHARS = 1600;
/** Texts that are embedded in one call. */
const BATCH = 32;

/**
 * Texts with what they mean to the embedder. A title says in few words what a document is, so it counts for as much as the text. Rejects
 * with a `DesksideError` of the embedder, and with `AbortError` when cancelled.
 */
export async function embedTexts(
  texts: readonly LabelText[],
  embedder: TextEmbedder,
  options: RunOptions = {},
): Promise<EmbeddedText[]> {
  const pace = createPace(options.signal);
  const embedded: EmbeddedText[] = [];
  for (let start = 0; start < texts.length; start += BATCH) {
    const batch = texts.slice(start, start + BATCH).map(partsOf);
    const vectors = await embedder.embed(batch.flat(), options);
    let next = 0;
    for (const [index, parts] of batch.entries()) {
      const own = vectors.slice(next, (next += parts.length));
      embedded.push({
        text: wholeText(texts[start + index] ?? ''),
        vector: (own.length === 1 ? own[0] : centroid(own)) ?? new Float32Array(0),
      });
    }
    await pace();
  }
  return embedded;
}

export function wholeText(text: LabelText): string {
  return typeof text === 'string' ? text : `${text.title}\n${text.text}`.trim();
}

function partsOf(text: LabelText): string[] {
  const whole = embeddedPart(wholeText(text));
  return typeof text === 'string' || text.title.trim() === '' ? [whole] : [embeddedPart(text.title), whole];
}

/** What is embedded of a text: its beginning. */
export function embeddedPart(text: string): string {
  return text
    .slice(0, 2 * MAX_CHARS)
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, MAX_CHARS);
}
