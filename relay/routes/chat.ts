import {
  CONSENT_HEADER,
  UPSTREAM_HEADER,
  UPSTREAM_KEY_HEADER,
  type RelayReceipt,
} from '../../src/contracts/relay.ts';
import { mostPromptTokens } from '../../src/providers/prompt-limit.ts';
import { AnswerWriter } from '../chat/answer-chunks.ts';
import { parseChatBody, type ChatBody } from '../chat/parse-chat-body.ts';
import { streamAnswer } from '../chat/stream-answer.ts';
import { checkUpstreamAddress } from '../guard/upstream-address.ts';
import { parseBody, readBody } from '../limits/read-body.ts';
import { Refusal } from '../refusal.ts';
import { authenticate, type RelayContext } from '../request-facts.ts';
import type { Services } from '../services.ts';
import { logFault } from '../telemetry/log.ts';
import { recordAnswer } from '../telemetry/record-answer.ts';
import { NO_TERMS, type Consent } from '../tokens/consents.ts';
import { candidatesFor, type Candidate } from '../upstream/candidates.ts';
import { answerFromAny, answerFromOwn } from '../upstream/fallback.ts';
import type { OpenAnswer } from '../upstream/open-answer.ts';

/** `POST /v1/chat/completions`. */
export async function chatRoute(context: RelayContext, services: Services): Promise<Response> {
  const { config, admission, consents } = services;
  const facts = context.get('facts');
  const subject = await authenticate(context, services);
  const leave = keptAlive(context, services, await admission.enter({ subject, network: facts.network }));
  try {
    const bytes = await readBody(context.req.raw, config.limits.bodyBytes);
    const body = parseChatBody(parseBody(bytes, config.limits.bodyDepth), config.limits);
    const upstream = context.req.header(UPSTREAM_HEADER) ?? null;
    const own = upstream === null ? null : ownServer(services, upstream, body);
    const sent = { bytes, model: body.request.model, upstream };
    const consent = config.consentRequired
      ? await consents.redeem(context.req.header(CONSENT_HEADER), { subject, origin: facts.origin }, sent)
      : NO_TERMS;
    const answer = await ask(context, services, body, consent, own);
    return await respond(context, services, body, answer, leave);
  } catch (error) {
    await leave();
    throw error;
  }
}

/** A server that the user names: asked with the user's key or none, and at no cost to the operator. */
function ownServer({ config, deps }: Services, written: string, { request }: ChatBody): Candidate {
  if (!config.customUpstreams || !deps.guardedFetch) {
    throw new Refusal('upstream-refused', { remark: { code: 'own-providers-only' } });
  }
  return {
    provider: {
      id: 'own',
      kind: 'compatible',
      baseUrl: checkUpstreamAddress(written),
      privacy: 'unstated',
      region: null,
      note: null,
      models: [],
      free: true,
    },
    model: request.model,
    price: { input: 0, output: 0 },
    priceOf: () => ({ input: 0, output: 0 }),
    isAssumed: false,
    isOwn: true,
  };
}

async function ask(
  context: RelayContext,
  services: Services,
  { request }: ChatBody,
  consent: Consent,
  own: Candidate | null,
): Promise<OpenAnswer> {
  const { config, deps, breakers } = services;
  const { clock, random = Math.random } = deps;
  const facts = context.get('facts');
  const prompt = mostPromptTokens(
    request.turns,
    request.json?.schema ? JSON.stringify(request.json.schema) : '',
  );
  const place = { model: request.model, mostPromptTokens: prompt, now: clock.now() };
  const call = {
    request,
    mostPromptTokens: prompt,
    subject: facts.subject ?? '',
    maxCostMicros: consent.maxCostMicros,
    bill: { micros: 0 },
    signal: context.req.raw.signal,
  };
  const options = { ...services, clock, random, log: deps.log, requestId: facts.id };
  if (own) {
    const key = context.req.header(UPSTREAM_KEY_HEADER) ?? null;
    return answerFromOwn(own, key, call, { ...options, fetch: deps.guardedFetch ?? deps.fetch });
  }
  const candidates = candidatesFor(config, breakers, place, consent);
  return answerFromAny(candidates, call, { ...options, fetch: deps.ask ?? deps.fetch });
}

async function respond(
  context: RelayContext,
  services: Services,
  { request, includeUsage }: ChatBody,
  answer: OpenAnswer,
  leave: () => Promise<void>,
): Promise<Response> {
  const facts = context.get('facts');
  const { metrics } = services;
  const writer = new AnswerWriter(facts.id, request.model, facts.startedAt);
  metrics.add('deskside_relay_streams', {});
  let ended: Promise<RelayReceipt> | null = null;
  const end = (how: 'whole' | 'incomplete' | 'left'): Promise<RelayReceipt> => {
    ended ??= (async () => {
      metrics.add('deskside_relay_streams', {}, -1);
      try {
        return recordAnswer(services, facts, answer, await answer.end(how === 'whole'), how);
      } catch (error) {
        // What could not be settled stays set aside.
        logFault(services.deps.log, facts.id, error);
        throw error;
      } finally {
        await leave();
      }
    })();
    return ended;
  };
  if (!request.stream) return respondWhole(context, writer, answer, end);
  // Some hosts tell of a client that has gone by the signal only.
  context.req.raw.signal.addEventListener('abort', () => void end('left').catch(() => undefined), {
    once: true,
  });
  return context.body(streamAnswer(answer, writer, { includeUsage, end }), 200, STREAM_HEADERS);
}

/** Tells the host of work that must go on without the client; gives `leave`, which ends that. */
function keptAlive(
  context: RelayContext,
  { deps: { keepAlive } }: Services,
  leave: () => Promise<void>,
): () => Promise<void> {
  if (!keepAlive) return leave;
  let tellEnd: () => void = () => undefined;
  keepAlive(context, new Promise<void>((resolve) => (tellEnd = resolve)));
  return () => leave().finally(tellEnd);
}

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // nginx would hold the words back.
  'x-accel-buffering': 'no',
};

async function respondWhole(
  context: RelayContext,
  writer: AnswerWriter,
  { first, rest }: OpenAnswer,
  end: (how: 'whole' | 'incomplete' | 'left') => Promise<RelayReceipt>,
): Promise<Response> {
  try {
    writer.keep(first);
    for await (const events of rest) writer.keep(events);
  } catch {
    const receipt = await end(context.req.raw.signal.aborted ? 'left' : 'incomplete');
    const refusal = new Refusal('incomplete');
    const body = { ...refusal.toBody(), partial: writer.kept, deskside: receipt };
    return context.json(body, refusal.status);
  }
  return context.json(writer.whole(await end('whole')));
}
