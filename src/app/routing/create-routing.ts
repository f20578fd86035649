import type { EscalationTask } from '../../contracts/escalation';
import { mostPromptTokens } from '../../providers/prompt-limit';
import type { Elsewhere, Place } from '../../routing/choose-route';
import type { AreaParts } from '../area-parts';
import { phraseMail } from '../briefing/phrase-stage';
import { requireMessages } from '../briefing/require-messages';
import { localOutcome } from '../escalation/local-outcome';
import { laxestPrivacy, worstCost } from '../escalation/pricing';
import { createSetupStore } from '../escalation/setup-store';
import { serverOf } from '../servers/server-models';
import type { RoutingApi } from './routing-api';
import { draftTask, summaryTask, type TextTask } from './text-task';

export function createRouting(parts: AreaParts): Promise<RoutingApi> {
  const { history, results, settings, people } = parts;
  const setups = createSetupStore(history);

  async function taskOf(
    messageId: string,
    task: EscalationTask,
  ): Promise<TextTask & { readonly failed: string | null }> {
    const [[message], result, answers] = await Promise.all([
      requireMessages(history, [messageId]),
      results.get(messageId),
      history.answers.get(messageId),
    ]);
    const made =
      task === 'summary'
        ? summaryTask(message, result.summary, people.owner())
        : draftTask(message, answers, people.owner());
    const text = task === 'summary' ? result.summary : result.draft;
    return { ...made, local: localOutcome(task, result), failed: text?.made?.failed ?? null };
  }

  /** With the whole text for a price, since nobody has chosen yet what of it would go. */
  async function elsewhereFor(text: string): Promise<Elsewhere | null> {
    const { escalation, relayUrl } = settings.get();
    const { models, modelId, policy } = await setups.get();
    const model = models.find(({ id }) => id === modelId);
    if (!escalation || relayUrl === null || !model) return null;
    const most = mostPromptTokens([{ role: 'user', content: text }], '');
    return {
      name: model.id,
      privacy: laxestPrivacy(model),
      worstMicros: worstCost(model, most, policy.answerTokens),
    };
  }

  function addressOf(place: Place | null): string | null {
    if (place?.route !== 'own-server') return null;
    return serverOf(place.modelId, settings.get().ownServers)?.baseUrl ?? null;
  }

  return Promise.resolve({
    async offer(messageId, task) {
      const made = await taskOf(messageId, task);
      if (!made.local) return null;
      const router = await parts.router();
      const { better } = await router.choose(made, await elsewhereFor(made.text));
      if (!better || (made.failed !== null && made.failed === better.place?.modelId)) return null;
      const { place, name, reasons } = better;
      return { modelId: place?.modelId ?? null, name, reasons, sendsTo: addressOf(place) };
    },
    async wordSummary(messageId, modelId, signal) {
      const router = await parts.router();
      await phraseMail(messageId, { results, router, owner: people.owner() }, signal, modelId);
    },
  });
}
