import type { RelayReceipt } from '../../src/contracts/relay.ts';
import type { RequestFacts } from '../request-facts.ts';
import type { Services } from '../services.ts';
import type { OpenAnswer, Spent } from '../upstream/open-answer.ts';

/** Counts an answer that has ended and gives its receipt. */
export function recordAnswer(
  { metrics, deps: { clock, log } }: Services,
  { id, startedAt, subjectTag }: RequestFacts,
  { candidate: { provider, model, isOwn } }: OpenAnswer,
  spent: Spent,
  how: 'whole' | 'incomplete' | 'left',
): RelayReceipt {
  const { promptTokens, completionTokens, costMicros, estimated } = spent;
  const durationMs = clock.now() - startedAt;
  // The name of a model on a user's own server is the user's.
  const name = isOwn ? 'own' : model;
  const labels = { gen_ai_provider_name: provider.id, gen_ai_request_model: name };
  const outcome = how === 'whole' ? {} : { error_type: how };
  metrics.observe('gen_ai_client_operation_duration_seconds', { ...labels, ...outcome }, durationMs / 1000);
  metrics.observe('gen_ai_client_token_usage', { ...labels, gen_ai_token_type: 'input' }, promptTokens);
  metrics.observe('gen_ai_client_token_usage', { ...labels, gen_ai_token_type: 'output' }, completionTokens);
  metrics.add('deskside_relay_spent_dollars_total', labels, costMicros / 1e6);
  log({
    level: how === 'incomplete' ? 'warning' : 'info',
    event: 'request',
    requestId: id,
    route: '/v1/chat/completions',
    status: 200,
    ...(how === 'whole' ? {} : { code: how }),
    ...(subjectTag === null ? {} : { subject: subjectTag }),
    provider: provider.id,
    model: name,
    promptTokens,
    completionTokens,
    costMicros,
    durationMs,
  });
  return {
    requestId: id,
    provider: provider.id,
    model,
    privacy: provider.privacy,
    promptTokens,
    completionTokens,
    costMicros,
    estimated,
    durationMs,
  };
}
