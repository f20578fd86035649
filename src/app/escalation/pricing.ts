import type { EscalationSetup } from '../../contracts/escalation';
import { isAsPrivate, type RelayPrivacy, type RelayQuotedPrice } from '../../contracts/relay';
import prices from '../../providers/prices.json';
import { costMicros, priceOf, type PriceList } from '../../providers/prices';
import { usualTokens } from '../../providers/prompt-limit';
import type { RelayModel } from '../../contracts/escalation';
import type { SimulatedModel } from '../../routing/simulate';
import type { PricedModel } from './escalation-api';

/** What a model costs for a prompt of so many tokens, at the dearest of its places; null when nobody knows. */
export function priceFor(
  { price, longer = [] }: Pick<RelayModel, 'price' | 'longer'>,
  promptTokens: number,
): RelayQuotedPrice | null {
  const band = longer.findLast(({ above }) => promptTokens > above);
  return band ? band.price : price;
}

/**
 * The most that a request can cost; null when nobody knows the price. Each place that may answer may take the text and then fall silent, which
 * may have to be paid for, before the next one answers.
 */
export function worstCost(
  model: Pick<RelayModel, 'price' | 'longer' | 'providers'>,
  mostTokens: number,
  answerTokens: number,
): number | null {
  const price = priceFor(model, mostTokens);
  return price && costMicros(price, mostTokens * model.providers.length, answerTokens);
}

/** The laxest of the places that a model may be answered at. */
export function laxestPrivacy({ providers }: Pick<RelayModel, 'providers'>): RelayPrivacy {
  return providers.reduce<RelayPrivacy>(
    (laxest, { privacy }) => (isAsPrivate(privacy, laxest) ? laxest : privacy),
    'local',
  );
}

/** What it costs to send a text: with the chosen model at the relay’s price, else with the first of the price list that comes with the app. */
export function pricedModel(
  { models, modelId, policy }: EscalationSetup,
  now: number,
): { readonly priced: PricedModel; readonly model: SimulatedModel } {
  const chosen = models.find(({ id }) => id === modelId);
  const list: PriceList = prices;
  const [listed = ''] = Object.keys(list.perMillionTokens);
  const name = chosen?.id ?? listed;
  return {
    priced: { name, asOf: chosen?.pricesOf ?? list.asOf },
    model: {
      elsewhere: { name, privacy: chosen ? laxestPrivacy(chosen) : 'no-training' },
      price(bytes) {
        const tokens = usualTokens(bytes);
        const price = chosen ? priceFor(chosen, tokens) : priceOf(list, listed, tokens, now);
        return price && costMicros(price, tokens, policy.answerTokens);
      },
    },
  };
}
