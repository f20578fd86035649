import { diffWordsWithSpace } from 'diff';
import { DesksideError, toFailure } from '../../contracts/failure';
import { isChain, placeNames, type EscalationSetup } from '../../contracts/escalation';
import {
  RELAY_REFUSALS,
  type ConsentRequest,
  type RelayReceipt,
  type RelayRefusalCode,
} from '../../contracts/relay';
import type { History } from '../../history/history';
import type { Locks } from '../../platform/locks';
import { costMicros } from '../../providers/prices';
import { utf8Bytes } from '../../providers/prompt-limit';
import { createStreamRestorer, restore } from '../../routing/redaction/restore';
import type { EscalationAnswer, EscalationPreview } from './escalation-api';
import { sentencesWithEvidence, unsupportedIn, type JudgeInput } from './judge-answer';
import { rowOf } from './keep-ledger';
import { priceFor } from './pricing';
import { recordIfAllowed } from './record-if-allowed';
import { accountOf } from './relay-account';
import type { RelayClient } from './relay-client';
import { setAside, type SetAside } from './spending';

export interface AskParts {
  readonly history: History;
  readonly locks: Locks;
  readonly client: RelayClient;
  readonly now: () => number;
}

export interface AskInput {
  readonly preview: EscalationPreview;
  readonly setup: EscalationSetup;
  readonly judge: JudgeInput;
  readonly by: 'preview' | 'permission';
  readonly signal: AbortSignal;
  readonly onText: (piece: string) => void;
}

/** Sends what the preview shows, once, and checks what comes back. The money is set aside and the ledger written before anything leaves. */
export async function askRelay(
  { history, locks, client, now }: AskParts,
  input: AskInput,
): Promise<EscalationAnswer> {
  const { preview, setup, signal } = input;
  const { task, model, worstMicros, hash, body } = preview;
  if (preview.route.barred !== null || worstMicros === null) throw barred(preview.route.barred);
  const account = accountOf(setup, preview.relayUrl);
  if (!account) throw barred('The relay is not set up any more.');
  const aside = await setAside(
    { history, locks },
    setup.policy,
    { task, modelId: model.id, worstMicros },
    now(),
  );
  const requestId = crypto.randomUUID();
  const escalated = { hash, consent: input.by };
  const restorer = createStreamRestorer(preview.values);
  const terms = termsOf(preview, setup, input.by);
  const onText = (piece: string): void => show(restorer.add(piece));
  let isSent = false;
  const question = { requestId, body, terms, escalated, beforeSending };
  const answer = await client.ask(account, question, { signal, onText }).catch(async (thrown: unknown) => {
    if (isSent && mayHaveCost(thrown)) await aside.guess(usageOf('', preview));
    else await aside.giveBack();
    throw thrown;
  });
  show(restorer.end());
  // What it did cost is owed, whatever comes of the answer.
  await settle(aside, answer, preview);
  return judged(answer, input, now());

  /** Asks the store, not this tab’s memory, whether it may still go; the ledger has it before anything leaves. */
  async function beforeSending(): Promise<void> {
    const request = {
      ...({ id: requestId, state: 'running', purpose: 'relay-asking', startedAt: now() } as const),
      url: new URL('v1/chat/completions', preview.relayUrl).href,
      sentBytes: preview.bytes,
      bytes: 0,
      escalated,
    };
    const permission = input.by === 'permission' ? preview.permission : null;
    await recordIfAllowed(history, rowOf(request, requestId), {
      relayUrl: preview.relayUrl,
      setup,
      permission,
    });
    isSent = true;
  }

  function show(text: string): void {
    if (text !== '') input.onText(text);
  }
}

/** What the relay is told of the consent: this body, this model and what it stands for, these places, this price, and nothing beyond. */
function termsOf(
  preview: EscalationPreview,
  setup: EscalationSetup,
  by: 'preview' | 'permission',
): ConsentRequest {
  const { model, permission, worstMicros, hash } = preview;
  const only = by === 'permission' && permission ? permission.provider : null;
  const places = model.providers.filter(({ id }) => only === null || id === only);
  return {
    body: hash,
    model: model.id,
    privacy: setup.policy.privacy,
    providers: [...new Set(places.map(({ id }) => id))],
    // The relay may have changed what a chain stands for since it told so.
    ...(isChain(model) ? { models: placeNames(places) } : {}),
    ...(worstMicros === null ? {} : { maxCostMicros: worstMicros }),
  };
}

/** With these, a provider was asked that may charge for it; with the others, the relay asked none, or none that charges for what it said. */
const COSTLY_REFUSALS: readonly string[] = [
  'provider-silent',
  'incomplete',
  'internal',
] satisfies RelayRefusalCode[];

/** Of a text that was sent: whether somebody may have to be paid for it, though nothing came back. Only the relay can say that nobody has. */
function mayHaveCost(thrown: unknown): boolean {
  const { code, detail = '' } = toFailure(thrown);
  const isRefusal = (code === 'server-refused' || code === 'context-overflow') && detail in RELAY_REFUSALS;
  return !isRefusal || COSTLY_REFUSALS.includes(detail);
}

type Came = Awaited<ReturnType<RelayClient['ask']>>;

async function settle(aside: SetAside, { receipt, text }: Came, preview: EscalationPreview): Promise<void> {
  if (receipt) await aside.settle(receipt);
  else await aside.guess(usageOf(text, preview));
}

function usageOf(
  text: string,
  { model, mostTokens, answerTokens }: EscalationPreview,
): Pick<RelayReceipt, 'promptTokens' | 'completionTokens' | 'costMicros'> {
  const completionTokens = Math.min(answerTokens, utf8Bytes(text));
  const price = priceFor(model, mostTokens) ?? { input: 0, output: 0 };
  return {
    promptTokens: mostTokens,
    completionTokens,
    costMicros: costMicros(price, mostTokens, completionTokens),
  };
}

function judged(came: Came, { preview, judge, signal }: AskInput, now: number): EscalationAnswer {
  if (came.text.trim() === '' && came.problem !== null && !signal.aborted) {
    throw new DesksideError({ code: 'server-refused', message: came.problem, retryable: true });
  }
  const { text, invented } = restore(came.text.trim(), preview.values);
  return {
    ...{ preview, text, invented },
    unsupported: unsupportedIn(preview.task, text, judge),
    sentences:
      preview.task === 'summary'
        ? sentencesWithEvidence(text, judge.message).map(({ text: said, sentence }) => ({
            text: said,
            isSupported: sentence !== null,
          }))
        : [],
    isWhole: came.isWhole,
    receipt: came.receipt && { ...came.receipt, at: now },
    diff: diffWordsWithSpace(preview.localText, text).map(({ value, added, removed }) => ({
      kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
      text: value,
    })),
  };
}

function barred(reason: string | null): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message: reason ?? 'Nobody knows what this model costs, so it cannot keep to your budget.',
    retryable: false,
  });
}
