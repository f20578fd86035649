import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { ServerConnection } from '../../platform/openai-client/ask-server';
import { requestEmbeddings } from '../../platform/openai-client/request-embeddings';
import { nonsenseFromServer } from '../../platform/openai-client/server-failures';

/** Texts of one request: a cancel waits for no more than these. */
const BATCH = 16;
/** Characters of a token in the scripts that need the fewest, so that no text is cut that would fit. */
const CHARACTERS_A_TOKEN = 6;
/** Below, it is not the length that the server minds. */
const FEWEST_CHARACTERS = 32;

/**
 * Unit vectors of the texts, in order. Of a text that is too long for the model, its beginning counts. Rejects with `cancelled` between
 * batches, and as `askServer` does.
 *
 * @param contextLength tokens
 */
export async function embedTexts(
  connection: ServerConnection,
  model: string,
  contextLength: number,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const longest = contextLength * CHARACTERS_A_TOKEN;
  const vectors: Float32Array[] = [];
  for (let start = 0; start < texts.length; start += BATCH) {
    if (signal.aborted) throw new DesksideError(CANCELLED);
    // Servers refuse to embed nothing.
    const batch = texts.slice(start, start + BATCH).map((text) => text.slice(0, longest) || ' ');
    const given = await embedBatch(connection, model, longest, batch, signal);
    vectors.push(...given.map((vector) => toUnitVector(vector, connection)));
  }
  if (signal.aborted) throw new DesksideError(CANCELLED);
  return vectors;
}

/** A batch that is too long in one of its texts is sent text by text, each shortened for itself, so that no text depends on its company. */
async function embedBatch(
  connection: ServerConnection,
  model: string,
  longest: number,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  try {
    return await requestEmbeddings(connection, model, texts, signal);
  } catch (error) {
    if (!isOverflow(error)) throw error;
    const [text = ''] = texts;
    if (texts.length > 1) {
      const vectors: (readonly number[])[] = [];
      for (const each of texts) {
        vectors.push(...(await embedBatch(connection, model, longest, [each], signal)));
      }
      return vectors;
    }
    if (text.length <= FEWEST_CHARACTERS) throw error;
    // Halves of the limit rather than of the text, so that texts that begin alike are cut alike.
    let shorter = longest;
    while (shorter >= text.length) shorter = Math.floor(shorter / 2);
    return embedBatch(connection, model, shorter, [text.slice(0, shorter)], signal);
  }
}

function isOverflow(error: unknown): boolean {
  return error instanceof DesksideError && error.failure.code === 'context-overflow';
}

function toUnitVector(vector: readonly number[], { server }: ServerConnection): Float32Array {
  const length = Math.hypot(...vector);
  if (!(length > 0) || !Number.isFinite(length)) throw nonsenseFromServer(server, 'a vector without length');
  return Float32Array.from(vector, (value) => value / length);
}
