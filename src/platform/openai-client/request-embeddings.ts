import * as v from 'valibot';
import { askServerForJson, type ServerConnection } from './ask-server';
import { apiAddress } from './base-url';
import { nonsenseFromServer } from './server-failures';

const ANSWER = v.object({
  data: v.array(
    v.object({
      index: v.pipe(v.number(), v.integer()),
      embedding: v.pipe(v.array(v.number()), v.minLength(1)),
    }),
  ),
});

/** The vectors of the texts, in order, as the server gives them. Rejects as `askServer` does, with `context-overflow` when a text is too long. */
export async function requestEmbeddings(
  connection: ServerConnection,
  model: string,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  const { server } = connection;
  const answer = await askServerForJson(
    connection,
    {
      address: apiAddress(server.baseUrl, 'embeddings'),
      body: { model, input: texts, encoding_format: 'float' },
      model,
    },
    signal,
  );
  const parsed = v.safeParse(ANSWER, answer);
  if (!parsed.success) throw nonsenseFromServer(server, 'no vectors');
  const byIndex = new Map(parsed.output.data.map(({ index, embedding }) => [index, embedding]));
  return texts.map((_text, index) => {
    const vector = byIndex.get(index);
    if (!vector) throw nonsenseFromServer(server, `no vector for text ${index}`);
    return vector;
  });
}
