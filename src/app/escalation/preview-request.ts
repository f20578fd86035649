import type { AskAnswer, MessageResult, Owner } from '../../contracts/briefing';
import type {
  EscalationSetup,
  EscalationTask,
  SpendingRow,
  StandingPermission,
} from '../../contracts/escalation';
import { DesksideError } from '../../contracts/failure';
import type { Message } from '../../contracts/message';
import { bodyHash } from '../../contracts/relay';
import { mostPromptTokens, usualTokens, utf8Bytes } from '../../providers/prompt-limit';
import { budgetState } from '../../routing/budget';
import { chooseRoute, type Means } from '../../routing/choose-route';
import { permissionFor } from '../../routing/permissions';
import { redact } from '../../routing/redaction/redact';
import { sensitivityOf } from '../../routing/sensitivity';
import { composeRequest, textOf, type RequestPart } from './compose-request';
import type { EscalationPreview, PreviewWishes } from './escalation-api';
import { findInParts } from './find-in-parts';
import { localOutcome, localText } from './local-outcome';
import { draftTask, peopleOf, summaryTask } from '../routing/text-task';
import { laxestPrivacy, priceFor, worstCost } from './pricing';

export interface PreviewInput {
  readonly task: EscalationTask;
  readonly message: Message;
  readonly result: MessageResult;
  readonly answers: readonly AskAnswer[];
  readonly owner: Owner;
  readonly setup: EscalationSetup;
  readonly relayUrl: string;
  readonly isOn: boolean;
  readonly isOffline: boolean;
  readonly spending: readonly SpendingRow[];
  readonly permissions: readonly StandingPermission[];
  readonly means: Means;
  readonly now: number;
}

/** What would be sent, to the byte. Rejects with `model-unknown` when the relay offers no model of that name. */
export async function previewRequest(input: PreviewInput, wishes: PreviewWishes): Promise<EscalationPreview> {
  const { task, message, result, owner, setup, now } = input;
  const { policy } = setup;
  const model = setup.models.find(({ id }) => id === wishes.modelId);
  if (!model) throw modelUnknown();
  const composed = composeRequest(task, wishes.scope, input);
  const people = peopleOf(message, owner);
  const user = textOf(composed.user);
  const kept = frameRanges(composed.user);
  const redacted = redact(user, await findInParts(user, people), { ...wishes, kept });
  const turns = [
    { role: 'system', content: composed.system },
    { role: 'user', content: redacted.text },
  ] as const;
  const body = JSON.stringify({
    model: model.id,
    messages: turns,
    max_tokens: policy.answerTokens,
    stream: true,
  });
  const encoded = new TextEncoder().encode(body);
  const mostTokens = mostPromptTokens(turns, '');
  const worstMicros = worstCost(model, mostTokens, policy.answerTokens);
  const budget = budgetState(input.spending, policy, now);
  const category = result.triage?.category ?? null;
  const permission = permissionFor(
    {
      task,
      category,
      folder: message.folder ?? null,
      modelId: model.id,
      providers: model.providers.map(({ id }) => id),
    },
    input.permissions,
    now,
  );
  const asText =
    task === 'summary'
      ? summaryTask(message, result.summary, owner)
      : draftTask(message, input.answers, owner);
  const choice = {
    ...asText,
    ...{ budget, policy },
    // The whole mail counts, also where only a part of it would go.
    sensitivity: sensitivityOf(asText.text, await findInParts(asText.text, people), policy),
    local: localOutcome(task, result),
    means: input.means,
    isOffline: input.isOffline,
    isOn: input.isOn,
    elsewhere: { name: model.id, privacy: laxestPrivacy(model), worstMicros },
  };
  return {
    messageId: message.id,
    ...{ task, wishes, model, category, permission, body, mostTokens, worstMicros, budget },
    relayUrl: input.relayUrl,
    pieces: redacted.pieces,
    values: redacted.values,
    hash: await bodyHash(encoded),
    bytes: encoded.byteLength,
    usualTokens: usualTokens(utf8Bytes(composed.system) + utf8Bytes(redacted.text)),
    answerTokens: policy.answerTokens,
    isPriceAssumed: priceFor(model, mostTokens)?.assumed ?? false,
    withheld: composed.withheld,
    route: chooseRoute({ ...choice, consent: permission ? 'standing' : 'asked' }),
    nearest: chooseRoute({ ...choice, consent: 'none' }),
    localText: localText(task, result),
  };
}

function frameRanges(parts: readonly RequestPart[]): { readonly start: number; readonly end: number }[] {
  let at = 0;
  return parts.flatMap(({ text, isFrame }) => {
    const start = at;
    at += text.length;
    return isFrame && text !== '' ? [{ start, end: at }] : [];
  });
}

function modelUnknown(): DesksideError {
  return new DesksideError({
    code: 'model-unknown',
    message:
      'No model elsewhere is chosen. Choose one of those that your relay offers, on the page “Models elsewhere”.',
    retryable: false,
  });
}
