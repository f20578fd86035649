import { eventData, isEnd } from './event-stream.ts';
import { isRecord, parseJson } from './json-record.ts';
import type { ChatEvent, ChatRequest, ProviderAdapter, ProviderTarget } from './provider.ts';
import { ProviderError, type ProviderProblemKind } from './provider-problem.ts';
import { readText, type BodyReader, type ProviderFetch, type ProviderResponse } from './provider-response.ts';
import { retryAfterMs } from './retry-after.ts';

export interface AskOptions {
  readonly fetch: ProviderFetch;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Bytes of an error that are read; what matters stands at its beginning. */
const LONGEST_ERROR = 64 * 1024;
/** Bytes of an answer in one piece. */
const LONGEST_WHOLE = 16 * 2 ** 20;

/**
 * Asks a provider and gives its answer as it comes, what came at once in one list. Ends when the provider says that the answer is whole;
 * rejects with a `ProviderError` when it does not come or breaks off, whose status is 200 when the provider had begun to answer, and with
 * the signal's reason when that aborts. Redirects are not followed.
 */
export async function* askProvider(
  adapter: ProviderAdapter,
  target: ProviderTarget,
  request: ChatRequest,
  options: AskOptions,
): AsyncGenerator<readonly ChatEvent[], void, void> {
  const { signal } = options;
  let status: number | null = null;
  try {
    const response = await respond(adapter, target, request, options);
    status = response.status;
    yield* isEventStream(response) && response.body
      ? readStream(adapter, response.body.getReader())
      : readWhole(adapter, response);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProviderError && error.problem.status !== null) throw error;
    const kind = error instanceof ProviderError ? error.problem.kind : 'unavailable';
    throw new ProviderError(kind, { status }, { cause: error });
  }
}

async function respond(
  adapter: ProviderAdapter,
  target: ProviderTarget,
  request: ChatRequest,
  { fetch, signal, now = Date.now }: AskOptions,
): Promise<ProviderResponse> {
  const { url, headers, body } = adapter.call(target, request);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    redirect: 'manual',
    signal,
  });
  if (response.status === 200) return response;
  const json = parseJson(await readText(response, LONGEST_ERROR, true).catch(() => ''));
  // A redirect that was not followed has status 0 in browsers.
  const status = response.status >= 100 ? response.status : 302;
  throw new ProviderError(adapter.problem(status, json), {
    status,
    retryAfterMs: retryAfterMs(response.headers, now()) ?? adapter.retryAfterMs?.(json) ?? null,
  });
}

function isEventStream({ headers }: ProviderResponse): boolean {
  return /text\/event-stream/i.test(headers.get('content-type') ?? '');
}

async function* readStream(
  adapter: ProviderAdapter,
  reader: BodyReader,
): AsyncGenerator<readonly ChatEvent[], void, void> {
  let isFinished = false;
  try {
    for await (const list of eventData(reader)) {
      const read = readEvents(adapter, list);
      isFinished ||= read.isFinished;
      if (read.events.length > 0) yield read.events;
      if (read.problem && !isFinished) throw new ProviderError(read.problem);
    }
  } catch (error) {
    // Whatever breaks after the end of the answer takes nothing from it.
    if (!isFinished) throw error;
  }
  if (!isFinished) throw new ProviderError('cut-off');
}

interface ReadEvents {
  readonly events: readonly ChatEvent[];
  readonly isFinished: boolean;
  readonly problem: ProviderProblemKind | null;
}

function readEvents(adapter: ProviderAdapter, list: readonly string[]): ReadEvents {
  const events: ChatEvent[] = [];
  let isFinished = false;
  for (const data of list) {
    if (isEnd(data)) return { events, isFinished: true, problem: null };
    const json = parseJson(data);
    if (!isRecord(json)) return { events, isFinished, problem: 'malformed' };
    for (const event of adapter.read(json)) {
      if (event.type === 'problem') return { events, isFinished, problem: event.kind };
      isFinished ||= event.type === 'finish';
      events.push(event);
    }
  }
  return { events, isFinished, problem: null };
}

/** Also reads servers that answer in one piece when asked for a stream. */
async function* readWhole(
  adapter: ProviderAdapter,
  response: ProviderResponse,
): AsyncGenerator<readonly ChatEvent[], void, void> {
  const json = parseJson(await readText(response, LONGEST_WHOLE, false));
  if (!isRecord(json)) throw new ProviderError('malformed');
  const events = adapter.read(json);
  const problem = events.find((event) => event.type === 'problem');
  if (problem) throw new ProviderError(problem.kind);
  if (!events.some(({ type }) => type === 'finish')) throw new ProviderError('malformed');
  yield events;
}
