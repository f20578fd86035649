import * as v from 'valibot';
import { bodyHash, RELAY_PRIVACY, type ConsentAnswer, type RelayPrivacy } from '../../src/contracts/relay.ts';
import type { RelayDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { KEPT, takeOnce } from '../state/relay-state.ts';
import type { SigningKeys } from './signing-keys.ts';
import { TokenIssuer } from './token-issuer.ts';

const TERMS = v.strictObject({
  body: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  model: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  privacy: v.optional(v.picklist(RELAY_PRIVACY)),
  providers: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(50))), v.maxLength(20))),
  models: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(20))),
  maxCostMicros: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  upstream: v.optional(v.pipe(v.string(), v.maxLength(500))),
});

/** What the user agreed to. Null: nothing was said. */
export interface Consent {
  readonly privacy: RelayPrivacy | null;
  readonly providers: readonly string[] | null;
  /** As `provider/model`. */
  readonly models: readonly string[] | null;
  readonly maxCostMicros: number | null;
}

/** A request as it came. */
export interface SentRequest {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly model: string;
  /** The user's own server that it names; null for those of the relay. */
  readonly upstream: string | null;
}

/** Where consent is not asked for. */
export const NO_TERMS: Consent = { privacy: null, providers: null, models: null, maxCostMicros: null };

type ConsentDeps = Pick<RelayDeps, 'state' | 'clock' | 'hash'>;

export class Consents {
  readonly #issuer: TokenIssuer;
  readonly #deps: ConsentDeps;
  readonly #lifeMs: number;

  constructor(keys: SigningKeys, deps: ConsentDeps, url: string, lifeMs: number) {
    this.#issuer = new TokenIssuer(keys, deps.clock, url, 'deskside-relay-consent');
    this.#deps = deps;
    this.#lifeMs = lifeMs;
  }

  /** Throws `body-invalid`. */
  async issue(subject: string, origin: string | null, terms: unknown): Promise<ConsentAnswer> {
    const parsed = v.safeParse(TERMS, terms);
    if (!parsed.success) throw new Refusal('body-invalid');
    const expiresAt = this.#deps.clock.now() + this.#lifeMs;
    return {
      consent: await this.#issuer.issue({ sub: subject, origin, terms: parsed.output }, expiresAt),
      expiresAt,
    };
  }

  /**
   * Uses up the consent that a request carries. Throws `consent-missing`, `consent-mismatch` when the body, the model or the server is
   * another than was agreed to, and `consent-refused` for one that is not good, not the caller's, or was used before.
   */
  async redeem(
    token: string | undefined,
    caller: { readonly subject: string; readonly origin: string | null },
    sent: SentRequest,
  ): Promise<Consent> {
    if (!token) throw new Refusal('consent-missing');
    const claims = await this.#issuer.check(token);
    const terms = v.safeParse(TERMS, claims?.terms);
    if (!claims || claims.sub !== caller.subject || claims.origin !== caller.origin || !terms.success) {
      throw new Refusal('consent-refused');
    }
    const {
      body,
      model,
      upstream = null,
      privacy = null,
      providers = null,
      models = null,
      maxCostMicros = null,
    } = terms.output;
    const { state, hash = bodyHash } = this.#deps;
    if (body !== (await hash(sent.bytes)) || model !== sent.model || upstream !== sent.upstream) {
      throw new Refusal('consent-mismatch');
    }
    const expiresAt = (claims.exp ?? 0) * 1000;
    if (!(await takeOnce(state, `${KEPT}consent:${claims.jti ?? ''}`, expiresAt))) {
      throw new Refusal('consent-refused');
    }
    return { privacy, providers, models, maxCostMicros };
  }
}
