import type { RelayModelFacts } from '../../src/contracts/relay.ts';
import { priceOf, type Price } from '../../src/providers/prices.ts';
import type { RelayConfig } from '../config/relay-config.ts';
import { authenticate, type RelayContext } from '../request-facts.ts';
import type { Services } from '../services.ts';
import { placesOf } from '../upstream/candidates.ts';

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
  const prices = places.map(({ provider, model }): Price | null =>
    provider.free ? { input: 0, output: 0 } : priceOf(config.prices, `${provider.id}/${model}`, 0, now),
  );
  const known = prices.filter((price) => price !== null);
  return {
    providers: places.map(({ provider: { id, privacy, region, note }, model }) => ({
      id,
      model,
      privacy,
      ...(region === null ? {} : { region }),
      ...(note === null ? {} : { note }),
    })),
    price:
      known.length === places.length && known.length > 0
        ? {
            input: Math.max(...known.map(({ input }) => input)),
            output: Math.max(...known.map(({ output }) => output)),
          }
        : null,
    pricesOf: config.prices.asOf,
  };
}
