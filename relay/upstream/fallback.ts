import type { ProviderFetch } from '../../src/providers/provider-response.ts';
import type { Budget } from '../budget/budget.ts';
import type { RelayClock } from '../clock.ts';
import type { RelayConfig } from '../config/relay-config.ts';
import { Refusal } from '../refusal.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Breakers } from './breaker.ts';
import type { Candidate } from './candidates.ts';
import { openAnswer, type Call, type OpenAnswer } from './open-answer.ts';
import type { ProviderKeys } from './provider-keys.ts';
import { judge } from './verdict.ts';

const MOST_TRIES = 3;
/** A provider that is down is tried once more. */
const MOST_OUTAGES = 2;

export interface FallbackOptions {
  readonly config: RelayConfig;
  readonly budget: Budget;
  readonly breakers: Breakers;
  readonly keys: ProviderKeys;
  readonly clock: RelayClock;
  readonly fetch: ProviderFetch;
  readonly random: () => number;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly requestId: string;
}

/**
 * The first answer that begins, from the candidates in their order. Nothing has been passed on before that, so any of them may be tried
 * again. Rejects with the `Refusal` of the last one, or with that of a problem that no other provider solves.
 */
export async function answerFromAny(
  candidates: readonly Candidate[],
  call: Call,
  options: FallbackOptions,
): Promise<OpenAnswer> {
  let last: unknown = null;
  for (const candidate of candidates) {
    const outcome = await tryCandidate(candidate, call, options);
    if ('answer' in outcome) return outcome.answer;
    last = outcome.refusal ?? last;
  }
  throw last ?? new Refusal('provider-unavailable');
}

/**
 * The answer of a user's own server, which is asked once: its failures are the user's to see, and nothing is remembered of it that could
 * keep another user from theirs. Rejects with a `Refusal`.
 */
export async function answerFromOwn(
  candidate: Candidate,
  key: string | null,
  call: Call,
  options: FallbackOptions,
): Promise<OpenAnswer> {
  const { config, clock, random } = options;
  try {
    return await openAnswer(candidate, key, call, { ...options, times: config.times, now: clock.now });
  } catch (error) {
    const { refusal, outcome } = judge(error, config.times.backoffMs, random);
    note(options, candidate, outcome);
    throw refusal;
  }
}

/** `refusal` is null when the provider was not asked. */
type Outcome = { readonly answer: OpenAnswer } | { readonly refusal: unknown };

async function tryCandidate(candidate: Candidate, call: Call, options: FallbackOptions): Promise<Outcome> {
  const { config, breakers, keys, clock, random } = options;
  const { times } = config;
  const { id } = candidate.provider;
  let refusal: unknown = null;
  let outages = 0;
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const turn = keys.next(id);
    if (!turn) return { refusal };
    if (turn.waitMs > times.longestWaitMs) {
      return { refusal: new Refusal('provider-busy', { retryAfterMs: turn.waitMs }) };
    }
    if (turn.waitMs > 0) await clock.wait(turn.waitMs, call.signal);
    const passage = breakers.enter(id);
    if (!passage) return { refusal };
    try {
      const answer = await openAnswer(candidate, turn.key, call, { ...options, times, now: clock.now });
      breakers.succeeded(id, answer.firstWordMs);
      noteAnswer(options, id, answer.firstWordMs);
      return { answer };
    } catch (error) {
      const verdict = judge(error, times.backoffMs * 2 ** (tries - 1), random);
      note(options, candidate, verdict.outcome);
      if (verdict.isOutage) breakers.failed(id, passage);
      else breakers.left(id, passage);
      if (verdict.restMs !== undefined) keys.rest(id, turn.key, verdict.restMs);
      if (verdict.isKeyRefused) keys.refused(id, turn.key);
      if (breakers.isOpen(id)) options.metrics.set('deskside_relay_breaker_open', { provider: id }, 1);
      // What the tries before have cost leaves too little for this one, so theirs is the answer.
      if (call.bill.micros > 0 && isOverBudget(error)) return { refusal };
      if (verdict.go === 'end') throw verdict.refusal;
      ({ refusal } = verdict);
      if (verdict.go === 'next') return { refusal };
      if (!verdict.isOutage) continue;
      if (++outages >= MOST_OUTAGES) return { refusal };
      await clock.wait(random() * times.backoffMs, call.signal);
    }
  }
  return { refusal };
}

function isOverBudget(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'budget-exceeded';
}

function noteAnswer({ metrics }: FallbackOptions, provider: string, firstWordMs: number): void {
  metrics.set('deskside_relay_breaker_open', { provider }, 0);
  metrics.add('deskside_relay_attempts_total', { provider, outcome: 'answered' });
  const labels = { gen_ai_provider_name: provider };
  metrics.observe('gen_ai_server_time_to_first_token_seconds', labels, firstWordMs / 1000);
}

function note(
  { metrics, log, requestId }: FallbackOptions,
  { provider, model, isOwn }: Candidate,
  outcome: string | null,
): void {
  if (outcome === null) return;
  metrics.add('deskside_relay_attempts_total', { provider: provider.id, outcome });
  // The name of a model on a user's own server is the user's.
  const name = isOwn ? {} : { model };
  log({ level: 'warning', event: 'attempt', requestId, provider: provider.id, ...name, code: outcome });
}
