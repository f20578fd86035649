import { createParser } from 'eventsource-parser';
import { ProviderError } from './provider-problem.ts';
import type { BodyReader } from './provider-response.ts';

/** Characters of one event; no provider sends a fraction of that. */
const LONGEST_EVENT = 4 * 2 ** 20;
/** Bytes of all of them: a hundred times what the longest answers have. */
const LONGEST_ANSWER = 64 * 2 ** 20;
/** How long a body may take to end after the end of its answer, so that the connection can be used again. */
const DRAIN_MS = 1000;

/**
 * The data of the events of a body, all that came at once in one list. Bytes that are split within a character are put together. The last
 * event may lack the blank line that ends it. The body is cancelled when the reader leaves before its end.
 */
export async function* eventData(reader: BodyReader): AsyncGenerator<readonly string[], void, void> {
  const decoder = new TextDecoder();
  let events: string[] = [];
  const parser = createParser({
    maxBufferSize: LONGEST_EVENT,
    onEvent: ({ data }) => events.push(data),
    onError: ({ type, line = '' }) => {
      if (type === 'max-buffer-size-exceeded') throw new ProviderError('malformed');
      // Some send an error in the middle as bare JSON, which is no event.
      if (line.startsWith('{')) events.push(line);
    },
  });
  let isWhole = false;
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || !value) break;
      length += value.length;
      if (length > LONGEST_ANSWER) throw new ProviderError('malformed');
      parser.feed(decoder.decode(value, { stream: true }));
      if (events.length === 0) continue;
      isWhole = events.some(isEnd);
      yield events;
      if (isWhole) return;
      events = [];
    }
    parser.feed('\n\n');
    if (events.length > 0) yield events;
    isWhole = true;
  } finally {
    if (isWhole) void drain(reader);
    else await reader.cancel().catch(() => undefined);
  }
}

/** The end of a stream of the OpenAI API. */
export function isEnd(data: string): boolean {
  return data.trim() === '[DONE]';
}

async function drain(reader: BodyReader): Promise<void> {
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), DRAIN_MS);
  try {
    while (!(await reader.read()).done);
  } catch {
    // Whatever comes after the end is of no concern.
  } finally {
    clearTimeout(timer);
  }
}
