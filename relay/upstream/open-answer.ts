import { ADAPTERS } from '../../src/providers/adapters.ts';
import { askProvider } from '../../src/providers/ask-provider.ts';
import type { ChatEvent, ChatRequest } from '../../src/providers/provider.ts';
import type { ProviderFetch } from '../../src/providers/provider-response.ts';
import { ProviderError } from '../../src/providers/provider-problem.ts';
import type { Budget } from '../budget/budget.ts';
import { costMicros } from '../../src/providers/prices.ts';
import { UsageMeter, type CountedUsage } from '../budget/token-count.ts';
import type { TimeLimits } from '../config/relay-config.ts';
import type { Candidate } from './candidates.ts';
import { isWord, TimeUp, withinTime } from './time-limits.ts';

/** The client has gone. */
class ClientLeft extends Error {
  override readonly name = 'ClientLeft';
}

/** What the tries of one request have cost or may have, that came to nothing. In millionths of a dollar. */
export interface Bill {
  micros: number;
}

/** One request on its way to a provider. */
export interface Call {
  /** The model is replaced by the candidate's. */
  readonly request: ChatRequest;
  readonly mostPromptTokens: number;
  readonly subject: string;
  readonly maxCostMicros: number | null;
  /** Grows with each try that may have cost something. */
  readonly bill: Bill;
  /** Aborts when the client leaves. */
  readonly signal: AbortSignal;
}

export interface Spent extends CountedUsage {
  /** Of all tries. */
  readonly costMicros: number;
}

/** An answer that has begun. */
export interface OpenAnswer {
  readonly candidate: Candidate;
  /** What came first, at least one word of it. */
  readonly first: readonly ChatEvent[];
  readonly rest: AsyncGenerator<readonly ChatEvent[], void, void>;
  /** From the question to the first word. */
  readonly firstWordMs: number;
  /** Ends the call, when it has not ended, and accounts for it. The same answer whenever it is called again. */
  end(isWhole: boolean): Promise<Spent>;
}

export interface OpenOptions {
  readonly budget: Budget;
  readonly times: TimeLimits;
  readonly fetch: ProviderFetch;
  readonly now: () => number;
}

/**
 * Asks one provider once and waits for the first word. The most that it can cost is set aside before; what it did cost takes its place. Rejects
 * with `ProviderError`, `TimeUp`, `ClientLeft`, or a `Refusal` when the budget does not suffice.
 */
export async function openAnswer(
  candidate: Candidate,
  key: string | null,
  call: Call,
  { budget, times, fetch, now }: OpenOptions,
): Promise<OpenAnswer> {
  const { provider, model, price } = candidate;
  const { request, mostPromptTokens, signal, bill } = call;
  const worst = costMicros(price, mostPromptTokens, request.maxTokens);
  const reservation = await budget.reserve(call.subject, worst, call.maxCostMicros, bill.micros);
  const meter = new UsageMeter(mostPromptTokens, request.maxTokens);
  const abort = new AbortController();
  const leave = (): void => abort.abort(new ClientLeft());
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });

  const spend = async (isWhole: boolean): Promise<Spent> => {
    signal.removeEventListener('abort', leave);
    // One that came to its end may leave its connection for the next.
    if (!isWhole) abort.abort(new ClientLeft());
    const usage = meter.count(isWhole);
    const cost = costMicros(
      candidate.priceOf(usage.promptTokens),
      usage.promptTokens,
      usage.completionTokens,
    );
    await reservation.settle(cost);
    return {
      ...usage,
      estimated: usage.estimated || candidate.isAssumed || bill.micros > 0,
      costMicros: bill.micros + cost,
    };
  };
  let ended: Promise<Spent> | null = null;

  const startedAt = now();
  const source = askProvider(
    ADAPTERS[provider.kind],
    { baseUrl: provider.baseUrl, apiKey: key },
    { ...request, model },
    { fetch, signal: abort.signal, now },
  );
  const events = withinTime(source, times, abort);
  try {
    const first = await untilWord(events, meter);
    return {
      candidate,
      first,
      rest: metered(events, meter),
      firstWordMs: now() - startedAt,
      end: (isWhole) => (ended ??= spend(isWhole)),
    };
  } catch (error) {
    if (mayHaveCost(error)) bill.micros = (await spend(false)).costMicros;
    else {
      signal.removeEventListener('abort', leave);
      await reservation.settle(0);
    }
    throw error;
  }
}

/** Once a provider has taken a question, it may charge for it. */
function mayHaveCost(error: unknown): boolean {
  if (error instanceof ProviderError) return error.problem.status === 200;
  return error instanceof TimeUp || error instanceof ClientLeft;
}

async function untilWord(
  events: AsyncGenerator<readonly ChatEvent[], void, void>,
  meter: UsageMeter,
): Promise<readonly ChatEvent[]> {
  const first: ChatEvent[] = [];
  for (;;) {
    const next = await events.next();
    if (next.done) throw new ProviderError('malformed', { status: 200 });
    meter.add(next.value);
    first.push(...next.value);
    if (next.value.some(isWord)) return first;
  }
}

async function* metered(
  events: AsyncGenerator<readonly ChatEvent[], void, void>,
  meter: UsageMeter,
): AsyncGenerator<readonly ChatEvent[], void, void> {
  for await (const list of events) {
    meter.add(list);
    yield list;
  }
}
