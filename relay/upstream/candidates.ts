import { isAsPrivate, type RelayPrivacy } from '../../src/contracts/relay.ts';
import { priceOf, type Price } from '../../src/providers/prices.ts';
import type { ProviderConfig, RelayConfig } from '../config/relay-config.ts';
import { Refusal } from '../refusal.ts';
import type { Consent } from '../tokens/consents.ts';
import type { Breakers } from './breaker.ts';

/** A place to ask. */
export interface Candidate {
  readonly provider: ProviderConfig;
  /** As the provider names it. */
  readonly model: string;
  /** Of the longest prompt that the request can be; shorter ones may cost less. */
  readonly price: Price;
  /** Of a prompt of so many tokens. */
  readonly priceOf: (promptTokens: number) => Price;
  /** The price is not that of the list. */
  readonly isAssumed: boolean;
  /** A server that the user named. */
  readonly isOwn: boolean;
}

export interface NamedModel {
  readonly provider: ProviderConfig;
  readonly model: string;
}

/** The places that a name stands for, in their order: those of a chain, or one. Empty for what is not offered. */
export function placesOf(config: RelayConfig, name: string): readonly NamedModel[] {
  const chain = Object.hasOwn(config.chains, name) ? config.chains[name] : undefined;
  return (chain?.models ?? [name]).flatMap((full): readonly NamedModel[] => {
    const slash = full.indexOf('/');
    const provider = config.providers.find(({ id }) => id === full.slice(0, slash));
    const model = full.slice(slash + 1);
    if (!provider || slash < 1 || !isOffered(config, provider, model)) return [];
    return [{ provider, model }];
  });
}

/** Whether the relay passes requests for this model on to the provider. */
export function isOffered(
  { prices }: Pick<RelayConfig, 'prices'>,
  { id, models }: ProviderConfig,
  model: string,
): boolean {
  return models.includes(model) || Object.hasOwn(prices.perMillionTokens, `${id}/${model}`);
}

/**
 * Where a request may go, best first: places as private as the user consented to, whose price is known. Throws `model-unknown`,
 * `price-unknown`, or `provider-unavailable` when the consent leaves none.
 */
export function candidatesFor(
  config: RelayConfig,
  breakers: Breakers,
  request: { readonly model: string; readonly mostPromptTokens: number; readonly now: number },
  consent: Consent,
): readonly Candidate[] {
  const places = placesOf(config, request.model);
  const [first] = places;
  if (!first) throw new Refusal('model-unknown');
  const privacy: RelayPrivacy = consent.privacy ?? first.provider.privacy;
  const allowed = places.filter(
    ({ provider, model }) =>
      isAsPrivate(provider.privacy, privacy) &&
      (consent.providers?.includes(provider.id) ?? true) &&
      (consent.models?.includes(`${provider.id}/${model}`) ?? true),
  );
  if (allowed.length === 0) {
    throw new Refusal('provider-unavailable', {
      remark: { code: 'none-consented-to' },
    });
  }
  const priced = allowed.flatMap(({ provider, model }): readonly Candidate[] => {
    const listed = (tokens: number): Price | null =>
      provider.free
        ? { input: 0, output: 0 }
        : priceOf(config.prices, `${provider.id}/${model}`, tokens, request.now);
    const known = listed(request.mostPromptTokens);
    const price = known ?? config.assumedPrice;
    if (!price) return [];
    const priceAt = (tokens: number): Price => listed(tokens) ?? price;
    return [{ provider, model, price, priceOf: priceAt, isAssumed: !known, isOwn: false }];
  });
  if (priced.length === 0) throw new Refusal('price-unknown');
  const { order = 'listed' } = config.chains[request.model] ?? {};
  if (order === 'listed') return priced;
  const rank = ({ provider, price }: Candidate): number =>
    order === 'price' ? price.input + price.output : (breakers.latencyMs(provider.id) ?? 0);
  return [...priced].sort((one, other) => rank(one) - rank(other));
}
