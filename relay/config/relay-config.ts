import type { RelayPrivacy } from '../../src/contracts/relay.ts';
import type { ProviderKind } from '../../src/providers/provider.ts';
import type { BudgetLimits } from '../budget/budget.ts';
import type { Price, PriceList } from '../../src/providers/prices.ts';

export interface ProviderConfig {
  /** Stands before the slash in the name of a model. */
  readonly id: string;
  readonly kind: ProviderKind;
  /** Ends in `/`. */
  readonly baseUrl: string;
  readonly privacy: RelayPrivacy;
  /** Where it keeps and reads what it is sent, in the operator's words, for users to see; null when nothing was said. */
  readonly region: string | null;
  /** What else users should know of the text's privacy there. */
  readonly note: string | null;
  /** Models that it offers beside those of the price list. */
  readonly models: readonly string[];
  /** Costs nothing, as a machine of one's own. */
  readonly free: boolean;
}

export interface ChainConfig {
  /** Models as `provider/model`, each asked when those before it cannot answer. */
  readonly models: readonly string[];
  /** `listed` keeps their order; the others put the cheaper or the quicker first. */
  readonly order: 'listed' | 'price' | 'latency';
}

export interface Invite {
  /** Whom limits and budgets count: all who use the same code. */
  readonly subject: string;
  readonly code: string;
}

export interface OidcConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  /** Where the issuer wants one to redeem codes; null for a public client. */
  readonly clientSecret: string | null;
  /** Verified e-mail addresses, or domains as `@example.org`. Empty: everyone whom the issuer knows. */
  readonly allow: readonly string[];
}

export interface RequestLimits {
  readonly bodyBytes: number;
  /** Levels of JSON within one another. */
  readonly bodyDepth: number;
  readonly turns: number;
  readonly maxTokens: number;
  readonly subjectPerMinute: number;
  readonly networkPerMinute: number;
  readonly loginsPerMinute: number;
  readonly subjectStreams: number;
  readonly networkStreams: number;
}

export interface TimeLimits {
  /** From the question to the first word. */
  readonly firstTokenMs: number;
  /** Between two words. */
  readonly idleMs: number;
  readonly totalMs: number;
  /** A provider that asks for longer is left for the next one. */
  readonly longestWaitMs: number;
  /** Before the second try; doubles for each one after. */
  readonly backoffMs: number;
}

export interface RelayConfig {
  /** Where the relay is reached; the issuer of its tokens. Without a slash at its end. */
  readonly url: string;
  /** Origins of the pages that it serves. */
  readonly origins: readonly string[];
  /** Whether to refuse whoever names none: programs, which the rules of browsers do not bind. */
  readonly originRequired: boolean;
  readonly consentRequired: boolean;
  readonly tokenMs: number;
  readonly consentMs: number;
  readonly invites: readonly Invite[];
  readonly oidc: OidcConfig | null;
  readonly providers: readonly ProviderConfig[];
  readonly chains: Readonly<Record<string, ChainConfig>>;
  readonly prices: PriceList;
  /** Taken for models without a price, and marked as an estimate; such models are refused when null. */
  readonly assumedPrice: Price | null;
  /** Whether users may name servers of their own. */
  readonly customUpstreams: boolean;
  readonly budget: BudgetLimits;
  readonly limits: RequestLimits;
  readonly times: TimeLimits;
  /** Reverse proxies in front of the relay, whose word for the address of the client is taken. */
  readonly trustedHops: number;
  /** To be named by whoever reads `/metrics`, which is closed when null. */
  readonly metricsToken: string | null;
}
