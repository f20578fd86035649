import type { RelayPrice } from '../contracts/relay.ts';

/** Dollars for a million tokens, which are millionths of a dollar for one. */
export type Price = RelayPrice;

export interface PriceBand extends Price {
  /** Prompts of more tokens cost what the next band says; none when there is no limit. */
  readonly promptsUpTo?: number;
  /** The last day on which the price holds, as `2026-12-31`. */
  readonly until?: string;
}

export interface PriceList {
  readonly asOf: string;
  /** By `provider/model`; the cheaper bands come first. */
  readonly perMillionTokens: Readonly<Record<string, readonly PriceBand[]>>;
}

/** The price of a prompt of so many tokens; null when none is known for it today. */
export function priceOf(list: PriceList, name: string, promptTokens: number, now: number): Price | null {
  const today = new Date(now).toISOString().slice(0, 10);
  const band = bandsOf(list, name).find(
    ({ promptsUpTo = Infinity, until = today }) => promptTokens <= promptsUpTo && until >= today,
  );
  return band ? { input: band.input, output: band.output } : null;
}

/** The longest prompts, in tokens, of the bands that end. */
export function bandEnds(list: PriceList, name: string): readonly number[] {
  return bandsOf(list, name).flatMap(({ promptsUpTo }) => (promptsUpTo === undefined ? [] : [promptsUpTo]));
}

/** Of its own only: a model may be called `constructor`. */
function bandsOf({ perMillionTokens }: PriceList, name: string): readonly PriceBand[] {
  return (Object.hasOwn(perMillionTokens, name) ? perMillionTokens[name] : undefined) ?? [];
}

/** Millionths of a dollar, rounded up. */
export function costMicros(price: Price, promptTokens: number, completionTokens: number): number {
  return Math.ceil(promptTokens * price.input + completionTokens * price.output);
}
