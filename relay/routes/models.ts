import type { RelayModelFacts, RelayQuotedPrice } from '../../src/contracts/relay.ts';
import { bandEnds, priceOf } from '../../src/providers/prices.ts';
import type { RelayConfig } from '../config/relay-config.ts';
import { authenticate, type RelayContext } from '../request-facts.ts';
import type { Services } from '../services.ts';
import { placesOf, type NamedModel } from '../upstream/candidates.ts';

/** `GET /v1/models`: the chains by their names, then each model that may be asked for by itself. */
export async function modelsRoute(context: RelayContext, services: Services): Promise<Response> {
  const subject = await authenticate(context, services);
  await services.admission.visit({ subject, network: context.get('facts').network });
  const { config, deps } = services;
  const data = namesOf(config).map((id) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: 'deskside-relay',
    deskside: factsOf(config, id, deps.clock.now()),
  }));
  return context.json({ object: 'list', data });
}

function namesOf({ chains, providers, prices }: RelayConfig): readonly string[] {
  const single = providers.flatMap(({ id, models }) => [
    ...Object.keys(prices.perMillionTokens).filter((name) => name.startsWith(`${id}/`)),
    ...models.map((model) => `${id}/${model}`),
  ]);
  return [...new Set([...Object.keys(chains), ...single])];
}

function factsOf(config: RelayConfig, name: string, now: number): RelayModelFacts {
  const places = placesOf(config, name);
  const price = dearest(config, places, 0, now);
  const longer = longerPrices(config, places, price, now);
  return {
    providers: places.map(({ provider: { id, privacy, region, note }, model }) => ({
      id,
      model,
      privacy,
      ...(region === null ? {} : { region }),
      ...(note === null ? {} : { note }),
    })),
    price,
    ...(longer.length === 0 ? {} : { longer }),
    pricesOf: config.prices.asOf,
  };
}

/** What a prompt of so many tokens costs at most, whoever of them answers; null when one of their prices is unknown and none is assumed. */
function dearest(
  config: RelayConfig,
  places: readonly NamedModel[],
  promptTokens: number,
  now: number,
): RelayQuotedPrice | null {
  const listed = places.map(({ provider, model }) =>
    provider.free
      ? { input: 0, output: 0 }
      : priceOf(config.prices, `${provider.id}/${model}`, promptTokens, now),
  );
  const prices = listed.map((price) => price ?? config.assumedPrice).filter((price) => price !== null);
  if (prices.length < places.length || prices.length === 0) return null;
  return {
    input: Math.max(...prices.map(({ input }) => input)),
    output: Math.max(...prices.map(({ output }) => output)),
    ...(listed.includes(null) ? { assumed: true } : {}),
  };
}

/** The prices of longer prompts, from each length on at which one of the places changes its own. */
function longerPrices(
  config: RelayConfig,
  places: readonly NamedModel[],
  short: RelayQuotedPrice | null,
  now: number,
): NonNullable<RelayModelFacts['longer']> {
  const ends = places.flatMap(({ provider, model }) =>
    provider.free ? [] : bandEnds(config.prices, `${provider.id}/${model}`),
  );
  const steps = [...new Set(ends)]
    .sort((one, other) => one - other)
    .map((above) => ({ above, price: dearest(config, places, above + 1, now) }));
  return steps.filter(({ price }, index) => !isSame(price, index === 0 ? short : steps[index - 1]?.price));
}

function isSame(one: RelayQuotedPrice | null, other: RelayQuotedPrice | null | undefined): boolean {
  return one?.input === other?.input && one?.output === other?.output && one?.assumed === other?.assumed;
}
