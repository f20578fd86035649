import { createParser } from 'eventsource-parser';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import { createSilenceLimit } from '../silence-limit';
import { askServer, SILENCE_OF_MODEL_MS, type ServerConnection } from './ask-server';
import { apiAddress } from './base-url';
import { parseChatChunk, type ChatPiece } from './chat-chunk';
import { parseJson, parseServerError } from './server-error';
import {
  connectionCut,
  nonsenseFromServer,
  serverSilent,
  webPageOfServer,
  type NamedServer,
} from './server-failures';
import { errorInStream, isWebPage } from './server-refusal';

/** Characters of one event; no server sends a fraction of that. */
const LONGEST_EVENT = 4 * 2 ** 20;

/** The body of a request to `chat/completions`; `stream` is added. */
export type ChatBody = Readonly<Record<string, unknown>> & { readonly model: string };

/**
 * An answer, piece by piece as it comes. Ends when the server says that it is whole; also reads servers that send it in one piece. Rejects
 * as `askServer` does, with `server-unreachable` when the connection breaks or falls silent in the middle, and `cancelled` when the signal
 * aborts.
 */
export async function* streamChat(
  connection: ServerConnection,
  body: ChatBody,
  signal: AbortSignal,
): AsyncGenerator<ChatPiece, void, void> {
  const { server } = connection;
  const silence = createSilenceLimit(SILENCE_OF_MODEL_MS, signal);
  const reasonOf = (error: unknown): unknown => {
    if (signal.aborted) return new DesksideError(CANCELLED);
    if (silence.expired) return serverSilent(server, SILENCE_OF_MODEL_MS);
    return error instanceof DesksideError ? error : connectionCut(server, String(error));
  };
  try {
    const response = await silence.within(
      askServer(
        connection,
        {
          address: apiAddress(server.baseUrl, 'chat/completions'),
          body: { ...body, stream: true, stream_options: { include_usage: true } },
          model: body.model,
        },
        silence.signal,
      ),
    );
    if (/text\/event-stream/i.test(response.headers.get('content-type') ?? '')) {
      yield* readStream(silence.guard(bodyOf(response)), server, body.model);
    } else {
      yield await silence.within(readWhole(response, server, body.model));
    }
  } catch (error) {
    throw reasonOf(error);
  } finally {
    silence.abandon();
  }
}

async function readWhole(response: Response, server: NamedServer, model: string): Promise<ChatPiece> {
  const text = await response.text();
  if (isWebPage(response, text)) throw webPageOfServer(server);
  const piece = toPiece(text, server, model);
  if (piece.finish === null) throw nonsenseFromServer(server, 'no answer');
  return piece;
}

type BodyReader = Pick<ReadableStreamDefaultReader<Uint8Array>, 'read' | 'cancel'>;

function bodyOf({ body }: Response): ReadableStream<Uint8Array> {
  return body ?? new Blob([]).stream();
}

async function* readStream(
  reader: BodyReader,
  server: NamedServer,
  model: string,
): AsyncGenerator<ChatPiece, void, void> {
  let events: string[] = [];
  const parser = createParser({
    maxBufferSize: LONGEST_EVENT,
    onEvent: ({ data }) => events.push(data),
    onError: ({ type, line = '' }) => {
      if (type === 'max-buffer-size-exceeded') throw nonsenseFromServer(server, 'an event without end');
      // Some send an error in the middle as bare JSON, which is no event.
      if (line.startsWith('{')) events.push(line);
    },
  });
  let isWhole = false;
  try {
    for await (const text of textsOf(reader)) {
      parser.feed(text);
      for (const data of events) {
        if (isDone(data)) return;
        const piece = toPiece(data, server, model);
        isWhole ||= piece.finish !== null;
        yield piece;
      }
      events = [];
    }
  } catch (error) {
    // Whatever breaks after the end of the answer takes nothing from it.
    if (!isWhole) throw error;
    return;
  }
  // The last event may lack the blank line that ends it; cut in its middle, it is none.
  parser.feed('\n\n');
  for (const data of events) {
    if (isDone(data)) return;
    if (parseJson(data) === undefined) continue;
    const piece = toPiece(data, server, model);
    isWhole ||= piece.finish !== null;
    yield piece;
  }
  if (!isWhole) throw connectionCut(server, 'the stream ended without an end of the answer');
}

function isDone(data: string): boolean {
  return data.trim() === '[DONE]';
}

/** The text of a body as it comes; cancels the rest when the reader leaves. */
async function* textsOf(reader: BodyReader): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function toPiece(data: string, server: NamedServer, model: string): ChatPiece {
  const json = parseJson(data);
  const error = isError(json) ? parseServerError(json) : null;
  if (error) throw errorInStream(server, model, error);
  const piece = json === undefined ? null : parseChatChunk(json);
  if (!piece) throw nonsenseFromServer(server, 'no piece of an answer');
  return piece;
}

/** Some servers have an empty `error` beside an answer. */
function isError(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  return ('error' in json && Boolean(json.error)) || ('object' in json && json.object === 'error');
}
